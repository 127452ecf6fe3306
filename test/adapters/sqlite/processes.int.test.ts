import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createBookings } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.js';
import { faultsIn } from '../books.js';
import { randomFrom, seed } from '../chance.js';
import { childScript, messageOf } from '../child-processes.js';
import { KilledRuns } from '../killed-runs.js';
import { soon } from '../slots.js';
import { auditOf } from './audit.js';
import { databaseFolder } from './database-folder.js';

const crowdChild = fileURLToPath(new URL('crowd-child.ts', import.meta.url));

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
    expect(faultsIn(audit)).toEqual([]);
    expect(audit.peaks.get('tour')).toBeLessThanOrEqual(7);
    expect(audit.peaks.get('chair')).toBeLessThanOrEqual(1);
  });
});

describe('a process that is killed under load, twenty times', () => {
  const KILLS = 20;

  it(`loses nothing it acknowledged and does nothing twice (HOLDFAST_SEED=${seed})`, async () => {
    const { file } = databaseFolder();
    const random = randomFrom(seed);
    const child = await childScript(new URL('killed-child.ts', import.meta.url));
    const notifications = { deliveries: `${file}.deliveries`, notifyMs: 0, failingShare: 0 };
    const runs = new KilledRuns(child, { store: file, start: soon(), ...notifications });
    for (let kill = 0; kill < KILLS; kill += 1) await runs.killedAfter(6 + Math.floor(random() * 60));
    const total = await runs.last();
    const audit = auditOf(file);
    expect(runs.faults(total, audit)).toEqual([]);
    expect(audit.peaks.get('chair')).toBe(1);
  });
});
