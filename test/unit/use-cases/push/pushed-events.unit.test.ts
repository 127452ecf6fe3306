import { describe, expect, it } from 'vitest';
import type { BookingEvent } from '../../../../src/domain/booking/booking.js';
import { errAsync, okAsync } from '../../../../src/domain/result.js';
import type { UnreadEvent } from '../../../../src/domain/use-cases/background/push.js';
import type { Parking } from '../../../../src/ports/index.js';
import { iso } from '../../builders.js';
import { broadcaster, fails, firstDeliveries, notifier } from '../messengers.js';
import { gate } from '../office.js';
import { seeded, turns } from '../../../faults/random-faults.js';
import { clockAt, events, type Ground, ground, MOST_ATTEMPTS, PARK_AFTER_MS, parking, unread } from './ground.js';

describe('events that a stream pushes', () => {
  it('are notified and broadcast, each once', async () => {
    const [told, boards] = [notifier(), broadcaster()];
    const pushed = events('a:1', 'b:1', 'a:2', 'b:2');
    expect(await ground({ notifier: told, broadcaster: boards }).push(pushed)).toEqual({
      delivered: 4,
      parked: 0,
      passedOver: 0,
      notDelivered: [],
    });
    expect(told.received.map(({ eventId }) => eventId).toSorted()).toEqual(['a:1', 'a:2', 'b:1', 'b:2']);
    expect(boards.attempts.toSorted()).toEqual(['a:1', 'a:2', 'b:1', 'b:2']);
    expect(told.received[0]).toBe(pushed[0]);
  });

  it('need no broadcaster, and may be none', async () => {
    expect(await ground().push([])).toEqual({ delivered: 0, parked: 0, passedOver: 0, notDelivered: [] });
  });

  it('of one booking go one strictly after another, and do not wait for another booking', async () => {
    const { opened, open } = gate();
    const told = notifier(({ eventId }) => (eventId === 'a:1' ? opened.then(() => okAsync(undefined)) : okAsync(undefined)));
    const pushing = ground({ notifier: told }).push(events('a:1', 'a:2', 'b:1', 'b:2'));
    await turns(60);
    expect(told.attempts).toEqual(['a:1', 'b:1', 'b:2']);
    open();
    expect((await pushing).delivered).toBe(4);
    expect(told.attempts.at(-1)).toBe('a:2');
  });

  it('of ten bookings are under way at once, and no more', async () => {
    const { opened, open } = gate();
    const told = notifier(() => opened.then(() => okAsync(undefined)));
    const pushing = ground({ notifier: told }).push(events(...Array.from({ length: 12 }, (_, n) => `b${n}:1`)));
    await turns(60);
    expect(told.attempts).toHaveLength(10);
    open();
    expect((await pushing).delivered).toBe(12);
  });
});

describe('an event that fails', () => {
  it('is counted, and comes back with what follows it in its booking, which is neither told nor counted', async () => {
    const told = notifier(({ eventId }) => (eventId === 'a:2' ? fails() : okAsync(undefined)));
    const counting = parking();
    const pushed = await ground({ notifier: told, parking: counting }).push(events('a:1', 'a:2', 'b:1', 'a:3', 'b:2'));
    expect(pushed).toEqual({ delivered: 3, parked: 0, passedOver: 0, notDelivered: ['a:2', 'a:3'] });
    expect(told.attempts).not.toContain('a:3');
    expect([...counting.counts]).toEqual([['a:2', 1]]);
    expect(counting.errors).toEqual(['Error: line busy']);
  });

  it('so often that it is parked lets the later ones of its booking go on', async () => {
    const told = notifier(({ eventId }) => (eventId === 'a:1' ? fails() : okAsync(undefined)));
    const at = ground({ notifier: told });
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) {
      expect(await at.push(events('a:1', 'a:2'))).toEqual({ delivered: 0, parked: 0, passedOver: 0, notDelivered: ['a:1', 'a:2'] });
    }
    expect(await at.push(events('a:1', 'a:2'))).toEqual({ delivered: 1, parked: 1, passedOver: 0, notDelivered: [] });
    expect(told.received.map(({ eventId }) => eventId)).toEqual(['a:2']);
  });

  it('and never will get through is parked at once', async () => {
    const told = notifier(({ eventId }) => (eventId === 'a:1' ? fails(false) : okAsync(undefined)));
    expect(await ground({ notifier: told }).push(events('a:1', 'a:2'))).toEqual({ delivered: 1, parked: 1, passedOver: 0, notDelivered: [] });
  });

  it('by an exception is no worse', async () => {
    const throwing = { notify: () => Promise.reject(new TypeError('no route')) };
    const counting = parking();
    expect((await ground({ notifier: throwing, parking: counting }).push(events('a:1'))).notDelivered).toEqual(['a:1']);
    expect(counting.errors).toEqual(['TypeError: no route']);
  });

  it.each<[string, Parking]>([
    ['is down', { failed: () => errAsync({ kind: 'store_unavailable' }) }],
    ['has a bug', { failed: () => Promise.reject(new Error('bug')) }],
  ])('when the parking %s comes back, also if it never will get through', async (_, broken) => {
    const told = notifier(() => fails(false));
    const pushed = await ground({ notifier: told, parking: broken }).push(events('a:1', 'a:2'));
    expect(pushed).toEqual({ delivered: 0, parked: 0, passedOver: 0, notDelivered: ['a:1', 'a:2'] });
    expect(told.attempts).toEqual(['a:1']);
  });
});

describe('an event that fails, and is younger than what is parked', () => {
  /** Where nothing gets through, and events are as old as is said: new, at first. */
  const aging = (given: Partial<Ground['ports']> = {}) => {
    let now = clockAt(0).now();
    const at = ground({ notifier: notifier(() => fails()), clock: { now: () => now }, ...given });
    return { ...at, setAge: (ms: number) => (now = clockAt(ms).now()) };
  };

  it('comes back however often it fails, and is counted; it is parked at its first failure when it is old enough', async () => {
    const counting = parking();
    const at = aging({ parking: counting });
    for (const age of [...Array<number>(50).fill(0), PARK_AFTER_MS - 1]) {
      at.setAge(age);
      expect(await at.push(events('a:1'))).toEqual({ delivered: 0, parked: 0, passedOver: 0, notDelivered: ['a:1'] });
    }
    at.setAge(PARK_AFTER_MS);
    expect((await at.push(events('a:1'))).parked).toBe(1);
    expect([...counting.counts]).toEqual([['a:1', 52]]);
  });

  it('is parked after all its attempts, however old it is by the first one', async () => {
    const at = aging();
    at.setAge(10 * PARK_AFTER_MS);
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) expect((await at.push(events('a:1'))).parked).toBe(0);
    expect((await at.push(events('a:1'))).parked).toBe(1);
  });

  it('is parked at once all the same when it never will get through', async () => {
    const at = aging({ notifier: notifier(() => fails(false)) });
    expect((await at.push(events('a:1'))).parked).toBe(1);
  });

  it('has no such time when it cannot be read, for nobody knows its age', async () => {
    const at = aging();
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) expect((await at.push([unread('a:1')])).parked).toBe(0);
    expect((await at.push([unread('a:1')])).parked).toBe(1);
  });

  it('by a clock that is a little behind is young; one that is far in the future is not so until then', async () => {
    const at = aging();
    at.setAge(-PARK_AFTER_MS + 1);
    for (let n = 1; n < 2 * MOST_ATTEMPTS; n += 1) expect((await at.push(events('a:1'))).parked).toBe(0);
    at.setAge(-PARK_AFTER_MS);
    expect((await at.push(events('a:1'))).parked).toBe(1);
  });

  it('is not parked with one before it in its booking that is old enough', async () => {
    const [old] = events('a:1');
    const [young] = events('a:2').map((event) => ({ ...event, occurredAt: iso(clockAt(PARK_AFTER_MS).now()) }));
    const pushed = [old, young].flatMap((event) => event ?? []);
    const at = aging();
    at.setAge(PARK_AFTER_MS);
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) await at.push(pushed);
    expect(await at.push(pushed)).toEqual({ delivered: 0, parked: 1, passedOver: 0, notDelivered: ['a:2'] });
  });
});

describe('behind an event that was parked after all its attempts', () => {
  const failedSoOften = async (at: Ground, pushed: readonly (BookingEvent | UnreadEvent)[]) => {
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) expect((await at.push(pushed)).parked).toBe(0);
    return at.push(pushed);
  };

  it('each one of its booking that fails too is parked at its first failure: all of them have ended by then', async () => {
    const counting = parking();
    const at = ground({ notifier: notifier(() => fails()), parking: counting });
    const chain = events(...Array.from({ length: 30 }, (_, n) => `a:${n + 1}`));
    expect(await failedSoOften(at, chain)).toEqual({ delivered: 0, parked: 30, passedOver: 0, notDelivered: [] });
    expect([...counting.counts.values()]).toEqual([MOST_ATTEMPTS, ...Array<number>(29).fill(1)]);
  });

  it('one that gets through is delivered, and the next one that does not is parked nevertheless', async () => {
    const told = notifier(({ eventId }) => (eventId === 'a:2' ? okAsync(undefined) : fails()));
    const pushed = await failedSoOften(ground({ notifier: told }), events('a:1', 'a:2', 'a:3'));
    expect(pushed).toEqual({ delivered: 1, parked: 2, passedOver: 0, notDelivered: [] });
  });

  it('those of other bookings have all their attempts', async () => {
    const told = notifier(({ eventId }) => (eventId === 'b:1' ? okAsync(undefined) : fails()));
    const at = ground({ notifier: told });
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) await at.push(events('a:1'));
    const pushed = await at.push(events('a:1', 'b:1', 'b:2', 'a:2'));
    expect(pushed).toEqual({ delivered: 1, parked: 2, passedOver: 0, notDelivered: ['b:2'] });
  });

  it('whether it could not be told or not be read', async () => {
    const pushed = await failedSoOften(ground(), [unread('a:1'), unread('a:2'), ...events('a:3')]);
    expect(pushed).toEqual({ delivered: 1, parked: 2, passedOver: 0, notDelivered: [] });
  });

  it('in a later push, they have all their attempts again', async () => {
    const at = ground({ notifier: notifier(() => fails()) });
    await failedSoOften(at, events('a:1'));
    expect(await at.push(events('a:2'))).toEqual({ delivered: 0, parked: 0, passedOver: 0, notDelivered: ['a:2'] });
  });
});

it('behind an event that never will get through, those that may have all their attempts', async () => {
  const told = notifier(({ eventId }) => fails(eventId !== 'a:1'));
  const pushed = await ground({ notifier: told }).push(events('a:1', 'a:2', 'a:3'));
  expect(pushed).toEqual({ delivered: 0, parked: 1, passedOver: 0, notDelivered: ['a:2', 'a:3'] });
});

describe('an event that is not stored, so that it can be parked nowhere', () => {
  const without = (...eventIds: readonly string[]) => {
    const counting = parking();
    const failed: Parking['failed'] = (eventId, ...given) =>
      eventIds.includes(eventId) ? errAsync({ kind: 'not_found' }) : counting.failed(eventId, ...given);
    return { counting, parking: { failed } };
  };

  it('is passed over when it fails, and what is behind it in its booking is delivered', async () => {
    const told = notifier(({ eventId }) => (eventId === 'a:1' ? fails() : okAsync(undefined)));
    const pushed = await ground({ notifier: told, ...without('a:1') }).push(events('a:1', 'a:2', 'a:3', 'b:1'));
    expect(pushed).toEqual({ delivered: 3, parked: 0, passedOver: 1, notDelivered: [] });
    expect(told.attempts.filter((id) => id.startsWith('a'))).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('nor can one be whose version cannot be read', async () => {
    expect(await ground(without('a:0')).push([unread('a:0'), ...events('a:2')])).toEqual({
      delivered: 1,
      parked: 0,
      passedOver: 1,
      notDelivered: [],
    });
  });

  it('shortens no wait of those behind it', async () => {
    const nowhere = without('a:1');
    const pushed = await ground({ notifier: notifier(() => fails()), ...nowhere }).push(events('a:1', 'a:2'));
    expect(pushed).toEqual({ delivered: 0, parked: 0, passedOver: 1, notDelivered: ['a:2'] });
    expect([...nowhere.counting.counts]).toEqual([['a:2', 1]]);
  });

  it('and gets through is delivered as any other', async () => {
    expect((await ground(without('a:1')).push(events('a:1'))).delivered).toBe(1);
  });
});

describe('an event that cannot be read', () => {
  it('is told to nobody, counted as one that failed, and parked in the end', async () => {
    const [told, boards, counting] = [notifier(), broadcaster(), parking()];
    const at = ground({ notifier: told, broadcaster: boards, parking: counting });
    const pushed = [unread('a:1'), ...events('a:2', 'b:1')];
    expect(await at.push(pushed)).toEqual({ delivered: 1, parked: 0, passedOver: 0, notDelivered: ['a:1', 'a:2'] });
    await at.push(pushed);
    expect(await at.push(pushed)).toEqual({ delivered: 2, parked: 1, passedOver: 0, notDelivered: [] });
    expect(counting.errors).toEqual(Array.from({ length: MOST_ATTEMPTS }, () => 'Error: of a newer release'));
    expect([...told.attempts, ...boards.attempts]).not.toContain('a:1');
  });
});

describe('when there is no time left', () => {
  it('what is not begun is not delivered and not counted; what is begun comes to its end', async () => {
    let left = 2;
    const [told, counting] = [notifier(), parking()];
    const pushed = await ground({ notifier: told, parking: counting }).push(events('a:1', 'b:1', 'a:2', 'c:1'), () => (left -= 1) >= 0);
    expect(pushed).toEqual({ delivered: 2, parked: 0, passedOver: 0, notDelivered: ['a:2', 'c:1'] });
    expect(told.attempts).toEqual(['a:1', 'b:1']);
    expect(counting.counts.size).toBe(0);
  });
});

describe('a broadcast', () => {
  it('is ended when the answer is given, however long it takes', async () => {
    const { opened, open } = gate();
    const boards = broadcaster(() => opened.then(() => okAsync(undefined)));
    let isAnswered = false;
    const pushing = ground({ broadcaster: boards }).push(events('a:1')).then(() => (isAnswered = true));
    await turns(60);
    expect([boards.attempts, isAnswered]).toEqual([['a:1'], false]);
    open();
    await pushing;
  });

  it('that fails is tried a little more and let go, and holds up no notification', async () => {
    const boards = broadcaster(() => Promise.reject(new Error('board down')));
    expect(await ground({ broadcaster: boards }).push(events('a:1', 'a:2'))).toEqual({ delivered: 2, parked: 0, passedOver: 0, notDelivered: [] });
    expect(boards.attempts).toHaveLength(6);
  });

  it('that would fail again at once is let go at once', async () => {
    const boards = broadcaster(() => errAsync({ kind: 'not_broadcast', retry: false }));
    expect((await ground({ broadcaster: boards }).push(events('a:1', 'a:2'))).delivered).toBe(2);
    expect(boards.attempts).toEqual(['a:1', 'a:2']);
  });
});

describe('the log says of a delivery', () => {
  it('that failed, which event it was, whether it is parked and what kind of error, not its words', async () => {
    const at = ground({ notifier: notifier(() => fails()) });
    for (let n = 0; n < MOST_ATTEMPTS; n += 1) await at.push(events('a:1'));
    const note = (parked: boolean) => ['warn', 'event not notified', { eventId: 'a:1', parked, type: 'Error' }];
    expect(at.notes).toEqual([note(false), note(false), note(true)]);
  });

  it('that it is parked nowhere, for it is not stored: nobody else tells of it', async () => {
    const notStored: Parking = { failed: () => errAsync({ kind: 'not_found' }) };
    const at = ground({ notifier: notifier(() => fails()), parking: notStored });
    await at.push(events('a:1'));
    expect(at.notes).toEqual([['error', 'event not notified', { eventId: 'a:1', parked: 'nowhere', type: 'Error' }]]);
  });

  it('that the parking did not count it, and why', async () => {
    const cause = new Error('throttled');
    const down: Parking = { failed: () => errAsync({ kind: 'store_unavailable', cause }) };
    const at = ground({ notifier: notifier(() => fails()), parking: down });
    await at.push(events('a:1'));
    expect(at.notes).toEqual([['warn', 'failed delivery not counted', { eventId: 'a:1', cause }]]);
  });

  it('that it could not be counted, and why', async () => {
    const bug = new Error('bug of the parking');
    const at = ground({ notifier: notifier(() => fails()), parking: { failed: () => Promise.reject(bug) } });
    await at.push(events('a:1'));
    expect(at.notes).toEqual([['error', 'failed delivery not counted', { eventId: 'a:1', error: bug }]]);
  });
});

it.each([1, 2, 3, 4, 5])('first deliveries ascend per booking, whatever fails and wherever it is cut off (seed %i)', async (seed) => {
  const random = seeded(seed);
  const all = events(...Array.from({ length: 60 }, (_, n) => `b${n % 7}:${Math.floor(n / 7) + 1}`));
  const told = notifier(() => (random() < 0.3 ? fails() : okAsync(undefined)));
  const counting = parking();
  const at = ground({ notifier: told, parking: counting });
  for (let checkpoint = 0; checkpoint < all.length; ) {
    const batch = all.slice(checkpoint, checkpoint + 20);
    const { notDelivered } = await at.push(batch, () => random() < 0.95);
    const first = batch.findIndex(({ eventId }) => notDelivered.includes(eventId));
    checkpoint += first < 0 ? batch.length : first;
  }
  const deliveries = firstDeliveries(told);
  for (const [bookingId, versions] of deliveries) {
    const unparked = versions.filter((version) => !counting.parked.has(`${bookingId}:${version}`));
    expect(unparked).toEqual(unparked.toSorted((a, b) => a - b));
  }
  const arrived = new Set([...told.received.map(({ eventId }) => eventId), ...counting.parked]);
  expect(arrived.size).toBe(all.length);
});
