import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createBookings } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { auditOf, expectedEventIds } from './audit.js';
import { databaseFolder } from './database-folder.js';

const crowdChild = fileURLToPath(new URL('crowd-child.ts', import.meta.url));
const killedChild = fileURLToPath(new URL('killed-child.ts', import.meta.url));

/** Ten in the morning of a day soon, so that no slot crosses midnight. */
const soon = (): string => `${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}T10:00:00.000Z`;

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the child ended with ${code} and said nothing`);
  });
  return Promise.race([once(child, 'message').then(([message]) => message), ended]);
}

describe('four processes on one file', () => {
  it('give 400 commands on a few slots: each is answered, and all books agree', async () => {
    const { file, open } = databaseFolder();
    const setUp = createBookings({
      store: sqliteStore(open()),
      services: [
        { serviceId: 'tour', capacity: 7, holdMinutes: 600 },
        { serviceId: 'chair', capacity: 1, holdMinutes: 600 },
      ],
    });
    expect((await setUp.getService('tour')).isOk()).toBe(true);

    const children = ['0', '1', '2', '3'].map((share) => fork(crowdChild, [file, share, soon()]));
    await Promise.all(children.map(messageOf));
    const reports = children.map(messageOf);
    for (const child of children) child.send('go');
    const told = (await Promise.all(reports)).flat().map(String);

    expect(told).toHaveLength(400);
    const succeeded = told.filter((kind) => kind === 'ok').length;
    const refused = new Set(told.filter((kind) => kind !== 'ok'));
    const expected = ['slot_unavailable', 'illegal_transition'];
    expect([...refused].filter((kind) => !expected.includes(kind))).toEqual([]);
    expect(succeeded).toBeGreaterThan(100);
    expect(refused).toContain('slot_unavailable');

    const audit = auditOf(file);
    expect(audit.takenInServiceDays).toEqual(audit.takenByBookings);
    expect(audit.peaks.get('tour')).toBeLessThanOrEqual(7);
    expect(audit.peaks.get('chair')).toBeLessThanOrEqual(1);
    expect(audit.eventIds).toEqual(expectedEventIds(audit.bookings));
  });
});

/** The same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a process that is killed under load, twenty times', () => {
  const KILLS = 20;
  const seed = Number(process.env['HOLDFAST_SEED'] ?? 20_261_201);

  it(`loses nothing it acknowledged and does nothing twice (HOLDFAST_SEED=${seed})`, async () => {
    const { file } = databaseFolder();
    const deliveries = `${file}.deliveries`;
    const random = randomFrom(seed);
    const start = soon();
    const acknowledged = new Map<number, string>();
    const differing: number[] = [];

    /** Runs a child until it ends, or until it has acknowledged so many requests and is killed. */
    async function run(from: number, to: number, killAfter: number, laterMs = 0): Promise<void> {
      const args = [killedChild, file, deliveries, start, String(from), String(to), String(laterMs)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      let heard = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        const { n, told }: { n: number; told: unknown } = JSON.parse(line);
        const answer = JSON.stringify(told);
        if ((acknowledged.get(n) ?? answer) !== answer) differing.push(n);
        acknowledged.set(n, answer);
        heard += 1;
        if (heard === killAfter) child.kill('SIGKILL');
      }
      const [code, signal] = await exited;
      expect([code, signal]).toEqual(killAfter === Infinity ? [0, null] : [null, 'SIGKILL']);
    }
    const firstOpen = (): number => {
      let n = 0;
      while (acknowledged.has(n)) n += 1;
      return n;
    };

    for (let kill = 0; kill < KILLS; kill += 1) {
      // A few that were acknowledged are repeated as well.
      await run(Math.max(0, firstOpen() - 5), 1_000_000, 6 + Math.floor(random() * 60));
    }
    // The leases of the dead have ended by now, says this one's clock, and it repeats every request there was.
    const total = Math.max(...acknowledged.keys()) + 10;
    await run(0, total, Infinity, 600_000);

    expect(differing).toEqual([]);
    expect([...acknowledged.values()].filter((answer) => /store_unavailable|try_again/.test(answer))).toEqual([]);
    expect(acknowledged.size).toBe(total);

    const audit = auditOf(file);
    const keys = audit.bookings.map(({ metadata }) => metadata?.['key']);
    expect(new Set(keys).size).toBe(keys.length);
    const booked = [...acknowledged].filter(([, answer]) => answer.includes('"booking"'));
    expect(audit.bookings).toHaveLength(booked.length);
    expect(audit.takenInServiceDays).toEqual(audit.takenByBookings);
    expect(audit.peaks.get('chair')).toBe(1);
    expect(audit.eventIds).toEqual(expectedEventIds(audit.bookings));

    expect(existsSync(deliveries)).toBe(true);
    const firstDeliveries = [...new Set(readFileSync(deliveries, 'utf8').trim().split('\n'))];
    expect(firstDeliveries.toSorted()).toEqual(audit.eventIds.toSorted());
    for (const eventId of firstDeliveries.filter((id) => id.endsWith(':2'))) {
      expect(firstDeliveries.indexOf(eventId.replace(/2$/, '1'))).toBeLessThan(firstDeliveries.indexOf(eventId));
    }
  });
});
