import { describe, expect, it, vi } from 'vitest';
import { TRANSITIONS } from '../../../src/domain/booking/transitions.ts';
import { createBookingStore } from '../../../src/entrypoints/board/page/board/bookings/booking-store.js';
import { plainText } from '../../../src/entrypoints/board/page/board/bookings/plain-text.js';
import { sentenceOf } from '../../../src/entrypoints/board/page/board/bookings/sentences.js';
import { ACTIONS, actionsFor, isOver, statusAt } from '../../../src/entrypoints/board/page/board/bookings/status.js';
import { createFormats } from '../../../src/entrypoints/board/page/board/time/formats.js';
import { bookingOf } from '../bookings.ts';

const NOW = Date.parse('2026-12-01T10:30:00Z');

describe('the store keeps the highest version', () => {
  it('whichever comes last', () => {
    const store = createBookingStore();
    expect([2, 1, 2, 3].map((version) => store.take(bookingOf({ version })))).toEqual(['next', 'old', 'old', 'next']);
    expect(store.get('b-1')?.version).toBe(3);
  });

  it('and says when one was left out, but not of a booking that it sees for the first time', () => {
    const store = createBookingStore();
    expect([store.take(bookingOf({ version: 4 })), store.take(bookingOf({ version: 6 }))]).toEqual(['next', 'gap']);
  });

  it('tells what was and what is', () => {
    const [store, told] = [createBookingStore(), vi.fn<(before: unknown, after: unknown) => void>()];
    const [one, two] = [bookingOf(), bookingOf({ version: 2 })];
    store.take(one);
    store.onChange(told);
    store.take(two);
    store.take(one);
    store.forget('b-1');
    store.forget('b-1');
    expect(told.mock.calls).toEqual([[one, two], [two, undefined]]);
  });

  it('lets go of what is not shown when it holds thousands', () => {
    const store = createBookingStore();
    for (let index = 0; index < 5_001; index += 1) store.take(bookingOf({ id: `b-${index}` }));
    store.tidy(({ bookingId }) => bookingId === 'b-7');
    expect(store.filter(() => true).map(({ bookingId }) => bookingId)).toEqual(['b-7']);
  });
});

describe('what is offered', () => {
  const COMMANDS = { confirm: 'confirm', reschedule: 'reschedule', notes: 'update', complete: 'complete', no_show: 'no_show', cancel: 'cancel' } as const;

  it('is what the status table lets through, and all of it', () => {
    for (const status of Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]) {
      const legal = Object.entries(COMMANDS).filter(([, command]) => TRANSITIONS[status][command] === 'go').map(([action]) => action);
      expect([status, ...ACTIONS[status].toSorted()]).toEqual([status, ...legal.toSorted()]);
    }
  });

  it('is what makes sense at the time, and to the caller', () => {
    const later = bookingOf({ dateTime: '2026-12-01T11:00:00.000Z' });
    expect(actionsFor(later, NOW, false)).toEqual(['reschedule', 'notes', 'cancel']);
    expect(actionsFor(bookingOf(), NOW, false)).toContain('complete');
    expect(actionsFor(bookingOf(), NOW, true)).toEqual(['reschedule', 'notes', 'cancel']);
    expect(actionsFor(bookingOf({ status: 'held' }), NOW, false)).toEqual([]);
  });
});

it('a hold that lapsed is over at that instant', () => {
  const held = bookingOf({ status: 'held', holdExpiresAt: '2026-12-01T10:30:00.000Z' });
  expect([statusAt(held, NOW - 1), statusAt(held, NOW)]).toEqual(['held', 'expired']);
  expect([isOver(held, NOW - 1), isOver(held, NOW), isOver(bookingOf({ status: 'cancelled' }), NOW)]).toEqual([false, true, true]);
});

it('a booking is read aloud by service, time, status and user', () => {
  const formats = createFormats('Europe/Berlin', 'en-GB');
  const say = (given: Parameters<typeof bookingOf>[0], withDay = false) => sentenceOf(bookingOf(given), { formats, now: NOW, withDay });
  expect(say({})).toBe('Massage, 11:00 to 12:00, confirmed, ada');
  expect(say({ units: 3, status: 'no_show' }, true)).toBe('Massage, Tuesday 1 December, 11:00 to 12:00, no-show, ada, 3 units');
  expect(say({ dateTime: '2026-12-01T22:30:00.000Z' })).toBe('Massage, 23:30 to Wed 2 Dec, 00:30, confirmed, ada');
  expect(say({ dateTime: '2026-12-01T22:00:00.000Z' })).toBe('Massage, 23:00 to 00:00, confirmed, ada');
});

it('a text is read as it was written', () => {
  expect(plainText('two\nlines, ünïcödé, 日本, 👩‍🚒')).toBe('two\nlines, ünïcödé, 日本, 👩‍🚒');
  expect(plainText('a\u202Eb\u2066c\u0000d\u061Ce\uD800')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD');
});
