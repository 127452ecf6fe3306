import type { DatabaseSync } from 'node:sqlite';
import { createBookings, errAsync } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { expect, it } from 'vitest';
import { databaseFolder } from '../../adapters/sqlite/database-folder.js';
import { holdfast } from './cli-process.js';

/** A file with bookings, and how many of their events are parked, for this reason. */
async function fileWith(parked: number, reason = 'line busy', spoil: (database: DatabaseSync) => void = () => undefined) {
  const folder = databaseFolder();
  const database = folder.open();
  const store = sqliteStore(database);
  const notifier = { notify: () => errAsync({ kind: 'not_notified' as const, retry: false, cause: new Error(reason) }) };
  const quiet = { warn: () => undefined, error: () => undefined };
  const bookings = createBookings({ store, notifier, logger: quiet });
  for (let n = 0; n < parked; n += 1) {
    const created = await bookings.create({ userId: `u-${n}`, serviceId: `chair-${n}`, dateTime: new Date(Date.now() + 86_400_000) });
    expect(created.isOk()).toBe(true);
  }
  expect((await bookings.background.runOnce()).parked).toBe(parked);
  spoil(database);
  await store.close();
  return (...more: readonly string[]) => holdfast(['parked', '--store', `sqlite:${folder.file}`, ...more]);
}

const ID = String.raw`[0-9a-f-]{36}:1`;
const AT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;

it('says that nothing is parked, and ends with 0', async () => {
  const parked = await fileWith(0);
  expect(await parked()).toEqual({ code: 0, out: 'no events parked\n', err: '' });
  expect(await parked('--json')).toEqual({ code: 0, out: '{"parked":[],"unread":[]}\n', err: '' });
});

it('lists what is parked, one line each, whatever the reason says, and ends with 1', async () => {
  const parked = await fileWith(2, 'line\nbusy\u001B[2J\r\u2028gone');
  const { code, out, err } = await parked();
  expect([code, err]).toEqual([1, '']);
  const line = `${ID} BookingConfirmed of ${AT}, failed 1 time: Error: line busy \\[2J gone\n`;
  expect(out).toMatch(new RegExp(`^(${line}){2}2 events parked\n$`));
});

it('lists it for programs, the reason as it is', async () => {
  const { code, out } = await (await fileWith(1, 'line\nbusy'))('--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({
    parked: [
      {
        eventId: expect.stringMatching(new RegExp(`^${ID}$`)),
        type: 'BookingConfirmed',
        occurredAt: expect.stringMatching(new RegExp(`^${AT}$`)),
        attempts: 1,
        lastError: 'Error: line\nbusy',
      },
    ],
    unread: [],
  });
});

it('lists more of it than fits on a page', async () => {
  const parked = await fileWith(1_003);
  const { code, out } = await parked();
  const lines = out.trimEnd().split('\n');
  expect([code, lines.length, lines.at(-1)]).toEqual([1, 1_004, '1003 events parked']);
  expect(new Set(lines).size).toBe(1_004);
  const { parked: listed }: { readonly parked: readonly object[] } = JSON.parse((await parked('--json')).out);
  expect(listed).toHaveLength(1_003);
});

it('what was written into a file by somebody else moves no cursor', async () => {
  const parked = await fileWith(1, 'busy', (database) => {
    for (const [word, path] of [['x\u001B[2J', '$.occurredAt'], ['y\u009B2J', '$.eventId'], ['z\r', '$.type']] as const) {
      database.prepare('UPDATE event SET event = json_set(event, ?, ?)').run(path, word);
    }
  });
  expect((await parked()).out).toBe('y 2J z of x [2J, failed 1 time: Error: busy\n1 event parked\n');
});

it('a file that is not there is not made', async () => {
  expect(await holdfast(['parked', '--store', 'sqlite:/nowhere/x.db'])).toEqual({
    code: 2,
    out: '',
    err: 'holdfast: there is no file /nowhere/x.db\n',
  });
});
