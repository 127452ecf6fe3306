import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { audited } from '../../books.js';
import { randomFrom, seed } from '../../chance.js';
import { childScript } from '../../child-processes.js';
import { KilledRuns } from '../../killed-runs.js';
import { soon } from '../../slots.js';
import { localTable } from '../local-table.js';
import { storedIn } from '../stored.js';

const SERVERS = 2;
const KILLS_EACH = 5;
/** A relay has its events to itself for a minute: with such clocks, for three seconds. */
const CLOCK_SPEED = 20;

const title = `do each request once, and deliver every event in the order of its booking (HOLDFAST_SEED=${seed})`;

describe(`${SERVERS} servers with relays, working through the same requests, each killed ${KILLS_EACH} times`, () => {
  it(title, { timeout: 300_000 }, async () => {
    const { client, tableName, drop } = await localTable();
    onTestFinished(drop);
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-relays-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const child = await childScript(new URL('killed-child.ts', import.meta.url));
    const notifications = { deliveries: join(folder, 'deliveries'), notifyMs: 50, failingShare: 0.3 };
    const runs = new KilledRuns(child, { store: tableName, start: soon(), ...notifications }, CLOCK_SPEED);

    const server = async (random: () => number): Promise<void> => {
      for (let kill = 0; kill < KILLS_EACH; kill += 1) await runs.killedAfter(8 + Math.floor(random() * 32));
    };
    await Promise.all(Array.from({ length: SERVERS }, (_, n) => server(randomFrom(seed + n))));
    const total = await runs.last();

    const stored = await storedIn(client, tableName);
    const audit = audited(stored);
    expect(runs.faults(total, audit)).toEqual([]);
    expect(audit.peaks.get('chair')).toBe(1);
    expect(stored.undelivered).toEqual([]);
    const figures = `${total} requests, ${audit.bookings.length} bookings, ${audit.eventIds.length} events`;
    console.info(`${figures}, ${runs.deliveries().length} deliveries`);
  });
});
