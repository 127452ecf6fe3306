import { describe, expect, it, vi } from 'vitest';
import { user } from '../../../src/entrypoints/testing/index.js';
import type { BookingFilter } from '../../../src/index.js';
import { LATER } from './commands.js';
import { booked, CHAIR, type Office, office, offer, SLOT, story } from './office.js';

const ADA = { actor: user('ada') };
const BOB = { actor: user('bob') };
const hours = (n: number): string => new Date(Date.parse(SLOT) + n * 3_600_000).toISOString();

/** Seven bookings of Ada's, one an hour, with one of Bob's and one of another service in between. */
async function sevenOfAda(): Promise<{ at: Office; ids: readonly string[] }> {
  const at = office();
  await offer(at, { capacity: 2 });
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) ids.push(await booked(at, { dateTime: hours(n) }));
  await booked(at, { userId: 'bob', dateTime: hours(3) });
  await booked(at, { userId: 'bob', serviceId: 'room', dateTime: hours(2) });
  return { at, ids };
}

const idsOf = async ({ bookings }: Office, filter: BookingFilter, options = {}): Promise<readonly string[]> =>
  (await bookings.list(filter, options))._unsafeUnwrap().items.map(({ bookingId }) => bookingId);

async function pagesOf({ bookings }: Office, filter: BookingFilter, options = {}): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = (await bookings.list({ ...filter, cursor }, options))._unsafeUnwrap();
    pages.push(page.items.map(({ bookingId }) => bookingId));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

describe('paging through a list', () => {
  it('shows everything exactly once, by start, and ends with a page without a cursor', async () => {
    const { at, ids } = await sevenOfAda();

    expect(await pagesOf(at, { userId: 'ada', limit: 3 })).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
  });

  it('goes backwards too', async () => {
    const { at, ids } = await sevenOfAda();

    expect((await pagesOf(at, { userId: 'ada', limit: 4, order: 'desc' })).flat()).toEqual(ids.toReversed());
  });

  it('may change the size of its pages on the way', async () => {
    const { at, ids } = await sevenOfAda();
    const first = (await at.bookings.list({ userId: 'ada', limit: 2 }))._unsafeUnwrap();

    expect(await idsOf(at, { userId: 'ada', limit: 100, cursor: first.nextCursor })).toEqual(ids.slice(2));
  });

  it('keeps its place while others book and cancel before and after it', async () => {
    const { at, ids } = await sevenOfAda();
    const first = (await at.bookings.list({ userId: 'ada', limit: 3 }))._unsafeUnwrap();
    await booked(at, { dateTime: hours(-1) });
    (await at.bookings.cancel({ bookingId: ids[1] ?? '' }))._unsafeUnwrap();
    const late = await booked(at, { dateTime: hours(20) });

    expect(await idsOf(at, { userId: 'ada', cursor: first.nextCursor })).toEqual([...ids.slice(3), late]);
  });

  it('has pages of 20 unless told otherwise', async () => {
    const at = office();
    await offer(at, { capacity: 21 });
    for (let n = 0; n < 21; n += 1) await booked(at);

    expect((await pagesOf(at, { serviceId: CHAIR })).map(({ length }) => length)).toEqual([20, 1]);
  });

  it('tells bookings with the same start apart', async () => {
    const at = office();
    await offer(at, { capacity: 5 });
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push(await booked(at));

    expect((await pagesOf(at, { serviceId: CHAIR, limit: 2 })).flat()).toEqual(ids.toSorted());
  });
});

describe('a cursor', () => {
  const refused = { kind: 'invalid_request', issues: [{ path: 'cursor', rule: 'cursor' }] };

  async function cursorOf(at: Office): Promise<string> {
    return (await at.bookings.list({ userId: 'ada', limit: 2 }))._unsafeUnwrap().nextCursor ?? '';
  }

  it.each<{ query: string; filter: BookingFilter }>([
    { query: 'another user', filter: { userId: 'bob' } },
    { query: 'a service', filter: { userId: 'ada', serviceId: CHAIR } },
    { query: 'another order', filter: { userId: 'ada', order: 'desc' } },
    { query: 'a status', filter: { userId: 'ada', status: 'confirmed' } },
    { query: 'a range', filter: { userId: 'ada', from: SLOT } },
  ])('of one query is refused with $query', async ({ filter }) => {
    const { at } = await sevenOfAda();
    const cursor = await cursorOf(at);

    expect((await at.bookings.list({ ...filter, cursor }))._unsafeUnwrapErr()).toEqual(refused);
  });

  it('of another user is refused, and so shows nothing of theirs', async () => {
    const { at } = await sevenOfAda();
    const page = (await at.bookings.list({ limit: 2 }, ADA))._unsafeUnwrap();

    expect((await at.bookings.list({ cursor: page.nextCursor }, BOB))._unsafeUnwrapErr()).toEqual(refused);
  });

  it('that was tampered with is refused, wherever', async () => {
    const { at } = await sevenOfAda();
    const cursor = await cursorOf(at);
    for (let place = 0; place < cursor.length; place += 1) {
      const other = cursor[place] === 'A' ? 'B' : 'A';
      const tampered = cursor.slice(0, place) + other + cursor.slice(place + 1);

      const told = await at.bookings.list({ userId: 'ada', cursor: tampered });
      // The last character of base64 may carry bits that mean nothing; any other change must be seen.
      if (place < cursor.length - 1) expect({ place, told: told.isErr() && told.error }).toEqual({ place, told: refused });
    }
  });

  it.each(['', 'x', '!!!!', '%00', 'é', '=', 'AAAA', 'a'.repeat(1_000)])('%j was never one', async (cursor) => {
    const { at } = await sevenOfAda();

    expect((await at.bookings.list({ userId: 'ada', cursor }))._unsafeUnwrapErr()).toEqual(refused);
  });

  it('of a list is none of a history, and the other way round', async () => {
    const { at, ids } = await sevenOfAda();
    const bookingId = ids[0] ?? '';
    (await at.bookings.update({ bookingId, notes: 'x' }))._unsafeUnwrap();
    const history = (await at.bookings.history({ bookingId, limit: 1 }))._unsafeUnwrap();

    expect((await at.bookings.history({ bookingId, cursor: await cursorOf(at) }))._unsafeUnwrapErr()).toEqual(refused);
    expect((await at.bookings.list({ userId: 'ada', cursor: history.nextCursor }))._unsafeUnwrapErr()).toEqual(refused);
    expect((await at.bookings.history({ bookingId: ids[1] ?? '', cursor: history.nextCursor }))._unsafeUnwrapErr()).toEqual(
      refused,
    );
  });
});

describe('a list of what ends after an instant', () => {
  /** One over 31 days, the longest there is, and one of an hour at its end. */
  async function longAndShort() {
    const at = office();
    await offer(at, { capacity: 2 });
    const long = await booked(at, { durationMinutes: 31 * 24 * 60 });
    const end = 31 * 24;
    return { at, long, short: await booked(at, { dateTime: hours(end - 1), durationMinutes: 60 }), end };
  }

  it('has what began as long before as a booking may last, and nothing that ends at that instant', async () => {
    const { at, long, short, end } = await longAndShort();
    const justBefore = new Date(Date.parse(hours(end)) - 1).toISOString();

    expect(await idsOf(at, { serviceId: CHAIR, endsAfter: justBefore })).toEqual([long, short]);
    expect(await idsOf(at, { serviceId: CHAIR, endsAfter: hours(end) })).toEqual([]);
  });

  it('has with an end all that goes on in between, and is no wider than its beginning', async () => {
    const { at, long, short, end } = await longAndShort();

    expect(await idsOf(at, { endsAfter: hours(5), to: hours(6) })).toEqual([long]);
    expect(await idsOf(at, { endsAfter: hours(5), to: hours(5) })).toEqual([long]);
    expect(await idsOf(at, { endsAfter: hours(end - 1), to: hours(end) })).toEqual([long, short]);
    expect(await idsOf(at, { from: hours(1), to: hours(end), endsAfter: hours(end - 1) })).toEqual([short]);
    expect(await idsOf(at, { endsAfter: hours(end - 1) }, ADA)).toEqual([long, short]);
  });

  it('asks the store for no more than may be in it', async () => {
    const { at, end } = await longAndShort();
    const asked = vi.spyOn(at.inner.repository, 'list');
    await idsOf(at, { serviceId: CHAIR, endsAfter: hours(end) });
    await idsOf(at, { serviceId: CHAIR, from: hours(end + 1), endsAfter: hours(end) });

    expect(asked.mock.calls.map(([query]) => query.from)).toEqual([Date.parse(SLOT), Date.parse(hours(end + 1))]);
  });

  it('is paged, and its cursor is good for no other', async () => {
    const { at, long, short, end } = await longAndShort();
    const filter = { serviceId: CHAIR, endsAfter: hours(end - 1), limit: 1 };
    expect((await pagesOf(at, filter)).flat()).toEqual([long, short]);
    const { nextCursor } = (await at.bookings.list(filter))._unsafeUnwrap();
    const other = await at.bookings.list({ ...filter, endsAfter: hours(end - 2), cursor: nextCursor });

    expect(other._unsafeUnwrapErr()).toMatchObject({ kind: 'invalid_request', issues: [{ path: 'cursor' }] });
  });
});

describe('whose bookings a list shows', () => {
  it('a user: their own, whatever else is asked', async () => {
    const { at, ids } = await sevenOfAda();

    expect(await idsOf(at, {}, ADA)).toEqual(ids);
    expect(await idsOf(at, { serviceId: CHAIR }, ADA)).toEqual(ids);
    expect(await idsOf(at, { serviceId: CHAIR }, BOB)).toHaveLength(1);
    expect(await idsOf(at, { from: hours(2), to: hours(4) }, ADA)).toEqual(ids.slice(2, 4));
    expect(await idsOf(at, {}, { actor: user('eve') })).toEqual([]);
  });

  it("a user who asks for another's is told that this is forbidden", async () => {
    const { at } = await sevenOfAda();

    expect((await at.bookings.list({ userId: 'ada' }, BOB))._unsafeUnwrapErr()).toEqual({ kind: 'forbidden' });
  });

  it.each<{ narrow: string; filter: BookingFilter }>([
    { narrow: 'at all', filter: {} },
    { narrow: 'at its end', filter: { from: SLOT } },
    { narrow: 'at its beginning', filter: { to: LATER } },
    { narrow: 'at its end, whenever it ends', filter: { endsAfter: SLOT } },
    { narrow: 'but by its status', filter: { status: 'confirmed' } },
  ])('staff: a list that is not narrowed $narrow is refused', async ({ filter }) => {
    const { at } = await sevenOfAda();

    expect((await at.bookings.list(filter))._unsafeUnwrapErr()).toEqual({
      kind: 'invalid_request',
      issues: [{ path: '', rule: 'user_service_or_range' }],
    });
  });

  it('staff: of a user, of a service, or of a range', async () => {
    const { at, ids } = await sevenOfAda();

    expect(await idsOf(at, { userId: 'ada' })).toEqual(ids);
    expect(await idsOf(at, { serviceId: CHAIR })).toHaveLength(8);
    expect(await idsOf(at, { from: hours(2), to: hours(4) })).toHaveLength(4);
  });

  it('nobody in particular: whoever has no role sees none', async () => {
    const { at } = await sevenOfAda();

    expect((await at.bookings.list({}, { actor: { subject: 'ada', roles: [] } }))._unsafeUnwrapErr()).toEqual({
      kind: 'forbidden',
    });
  });
});

describe('a history', () => {
  it('is paged by version, oldest first', async () => {
    const at = office();
    const bookingId = await booked(at);
    for (const notes of ['one', 'two', 'three']) (await at.bookings.update({ bookingId, notes }))._unsafeUnwrap();

    const first = (await at.bookings.history({ bookingId, limit: 3 }))._unsafeUnwrap();
    const second = (await at.bookings.history({ bookingId, limit: 3, cursor: first.nextCursor }))._unsafeUnwrap();

    expect([...first.items, ...second.items].map(({ bookingVersion }) => bookingVersion)).toEqual([1, 2, 3, 4]);
    expect(second.nextCursor).toBeUndefined();
    expect(await story(at, bookingId)).toHaveLength(4);
  });

  it("of another's booking does not exist", async () => {
    const at = office();
    const bookingId = await booked(at);

    expect((await at.bookings.history({ bookingId }, BOB))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
    expect((await at.bookings.get(bookingId, BOB))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
  });

  it('names staff to its user as a role, and to staff by name', async () => {
    const at = office();
    const bookingId = await booked(at);
    (await at.bookings.cancel({ bookingId }))._unsafeUnwrap();
    const cancelled = async (options = {}) => (await at.bookings.history({ bookingId }, options))._unsafeUnwrap().items.at(-1);

    expect(await cancelled()).toMatchObject({ actor: { subject: 'desk' }, booking: { cancelledBy: 'desk' } });
    expect(await cancelled(ADA)).toMatchObject({ actor: { subject: 'staff' }, booking: { cancelledBy: 'staff' } });
  });
});
