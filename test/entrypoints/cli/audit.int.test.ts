import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Bookings, createBookings } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { describe, expect, it } from 'vitest';
import { databaseFolder } from '../../adapters/sqlite/database-folder.js';
import { addressOf, serversInAFolder } from '../server/server-process.js';
import { holdfast } from './cli-process.js';

const DAYS = ['--from', '2030-03-02', '--to', '2030-03-03'];
const services = [{ serviceId: 'chair', capacity: 10, maxHorizonDays: 3_650 }];
const slot = { userId: 'ada', serviceId: 'chair', dateTime: '2030-03-02T10:00:00Z' };

async function booked(bookings: Bookings, ...inputs: readonly object[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const input of inputs) ids.push((await bookings.create({ ...slot, ...input }))._unsafeUnwrap().booking.bookingId);
  return ids;
}

/** A file with a booking at ten, one over midnight, a hold and a cancelled one, after `tamper` was run on it. */
async function fileWith(tamper = '') {
  const folder = databaseFolder();
  const database = folder.open();
  const store = sqliteStore(database);
  const bookings = createBookings({ store, services });
  const [ten = '', , , gone = ''] = await booked(
    bookings,
    {},
    { dateTime: '2030-03-02T23:30:00Z' },
    { dateTime: '2030-03-03T09:00:00Z', hold: true },
    { units: 2 },
  );
  expect((await bookings.cancel({ bookingId: gone })).isOk()).toBe(true);
  database.exec(tamper);
  await store.close();
  return { folder, ten, audit: (...more: readonly string[]) => holdfast(['audit', '--store', `sqlite:${folder.file}`, ...DAYS, ...more]) };
}

describe('an audit of a file whose books balance', () => {
  it('says so and ends with 0', async () => {
    const { audit } = await fileWith();
    expect(await audit()).toEqual({
      code: 0,
      out: 'looked at 1 service, 2 service days, 3 bookings\nno differences\n',
      err: '',
    });
    const json = await audit('--json');
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toEqual({
      from: '2030-03-02',
      to: '2030-03-03',
      services: 1,
      days: 2,
      bookings: 3,
      differences: [],
      unsettled: [],
    });
  });

  it('finds them so while a server books in it', async () => {
    const { folder, audit } = await fileWith();
    let busy = true;
    let made = 0;
    const database = folder.open();
    const store = sqliteStore(database);
    const bookings = createBookings({ store, services });
    const writer = (async () => {
      for (let n = 0; busy; n += 1) {
        const dateTime = new Date(Date.parse('2030-03-02T00:00:00Z') + (n % 40) * 1_800_000).toISOString();
        const [bookingId = ''] = await booked(bookings, { dateTime });
        if ((await bookings.cancel({ bookingId })).isOk()) made += 1;
      }
    })();
    const first = await audit();
    const before = made;
    const second = await audit();
    busy = false;
    await writer;
    const quiet = await audit();
    await store.close();

    expect(made).toBeGreaterThan(before);
    for (const { code, out } of [first, second]) {
      // Days that are written all the time may stay without a verdict; a difference is not among the verdicts.
      expect(out).toMatch(/no differences(, \d+ days? not judged)?\n$/);
      expect(code).toBe(out.includes('not judged') ? 2 : 0);
    }
    expect(quiet.code).toBe(0);
  });
});

describe('an audit of a file whose books do not', () => {
  const LOSE = "UPDATE service_day SET claims = '[]', version = version + 1 WHERE day = '2030-03-02'";

  it('tells what differs and ends with 1', async () => {
    const { ten, audit } = await fileWith(LOSE);
    const { code, out, err } = await audit();
    expect([code, err]).toEqual([1, '']);
    expect(out.split('\n')).toContain(
      'differs: chair 2030-03-02, 2030-03-02T10:00:00.000Z to 2030-03-02T11:00:00.000Z, ' +
        `confirmed units: 0 in the day, 1 by its bookings (${ten})`,
    );
    expect(out).toMatch(/\n2 differences\n$/);
  });

  it('tells it to programs, too', async () => {
    const { ten, audit } = await fileWith(LOSE);
    const { code, out } = await audit('--json');
    expect(code).toBe(1);
    const { differences } = JSON.parse(out) as { readonly differences: readonly unknown[] };
    expect(differences).toHaveLength(2);
    expect(differences).toContainEqual({
      kind: 'units',
      serviceId: 'chair',
      day: '2030-03-02',
      from: '2030-03-02T10:00:00.000Z',
      to: '2030-03-02T11:00:00.000Z',
      inDay: 0,
      byBookings: 1,
      bookingIds: [ten],
    });
  });

  it('tells of holds that are nobody\'s', async () => {
    const { audit } = await fileWith("DELETE FROM booking WHERE status = 'held'");
    const { code, out } = await audit();
    expect(code).toBe(1);
    expect(out).toMatch(/^differs: chair 2030-03-03, .* hold of [\w-]+, units 1, until .*: 1 in the day, 0 by its booking\n/);
  });
});

describe('a file that cannot be audited', () => {
  it('because it is not there is not made', async () => {
    const folder = databaseFolder();
    const ended = await holdfast(['audit', '--store', `sqlite:${folder.file}`, ...DAYS]);
    expect(ended).toEqual({ code: 2, out: '', err: `holdfast: there is no file ${folder.file}\n` });
    expect(existsSync(folder.file)).toBe(false);
  });

  it.each([
    ['of another program', 'Dear database,'.repeat(100)],
    ['that is empty', ''],
  ])('because it is one %s is left as it is', async (_, content) => {
    const folder = databaseFolder();
    writeFileSync(folder.file, content);
    const { code, out, err } = await holdfast(['audit', '--store', `sqlite:${folder.file}`, ...DAYS]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^holdfast: The SQLite store cannot use this database.*\n$/);
    expect(readFileSync(folder.file, 'utf8')).toBe(content);
  });
});

describe('beside a server', () => {
  const { start, inFolder } = serversInAFolder({ HOLDFAST_STORE: 'sqlite:bookings.db' });

  it('its file is audited while it is open', async () => {
    const url = await addressOf(start());
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const body = JSON.stringify({ userId: 'ada', serviceId: 'room', dateTime: tomorrow });
    const answer = await fetch(`${url}/bookings`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    expect(answer.status).toBe(201);
    const day = tomorrow.slice(0, 10);
    const { code, out } = await holdfast(['audit', '--store', `sqlite:${inFolder('bookings.db')}`, '--from', day, '--to', day]);
    expect([code, out]).toEqual([0, 'looked at 1 service, 1 service day, 1 booking\nno differences\n']);
  });
});
