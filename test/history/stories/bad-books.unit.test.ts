import { describe } from 'vitest';
import type { DayClaim, ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { at, HOUR, iso, MINUTE, staff, TODAY, TOMORROW } from '../../unit/builders.js';
import { catches } from './bad-histories.js';
import { LATER } from './told-events.js';

const HALF_PAST = iso(at('10:30'));
const taken = (units: number, from = at('10:00')): DayClaim => ({ from, to: from + HOUR, confirmedUnits: units, holds: [] });
const today = (version: number, ...claims: readonly DayClaim[]): ServiceDay => ({
  serviceId: 'chair',
  day: TODAY,
  version,
  claims,
});

describe('more units than the capacity', () => {
  catches({
    name: 'two bookings that overlap',
    breaks: [1],
    tell: (story) => {
      story.books('b-1');
      story.books('b-2', { dateTime: HALF_PAST });
      return story.finish();
    },
  });
  catches({
    name: 'bookings counted, not their units',
    breaks: [1],
    policy: { capacity: 4 },
    tell: (story) => {
      story.books('b-1', { units: 3 });
      story.books('b-2', { units: 2 });
      return story.finish();
    },
  });
  catches({
    name: 'a booking that is moved onto another',
    breaks: [1],
    tell: (story) => {
      story.books('b-1');
      story.does('reschedule', story.books('b-2', { dateTime: LATER }), { dateTime: HALF_PAST });
      return story.finish();
    },
  });
  catches({
    name: 'a booking that grows',
    breaks: [1],
    policy: { capacity: 2 },
    tell: (story) => {
      story.books('b-1');
      story.does('reschedule', story.books('b-2'), { units: 2 });
      return story.finish();
    },
  });
  catches({
    name: 'a booking on top of a live hold',
    breaks: [1],
    tell: (story) => {
      story.books('b-1', { hold: true });
      story.clock += 15 * MINUTE - 1;
      story.books('b-2');
      return story.finish();
    },
  });
  catches({
    name: 'a booking decided by a policy that was not in force any more',
    breaks: [1],
    policy: { capacity: 2 },
    tell: (story) => {
      story.service({ capacity: 1, version: 2 });
      story.books('b-1', {}, {}, { capacity: 2 });
      return story.finish();
    },
  });
});

describe('service days that do not balance', () => {
  catches({
    name: 'a cancel that keeps the claim',
    breaks: [2],
    tell: (story) => {
      story.does('cancel', story.books('b-1'));
      return story.finish({ days: [today(1, taken(1))] });
    },
  });
  catches({
    name: 'a booking that is in no day',
    breaks: [2],
    tell: (story) => {
      story.books('b-1');
      return story.finish({ days: [] });
    },
  });
  catches({
    name: 'a commit that writes the wrong day, later set right',
    breaks: [2],
    tell: (story) => {
      const booking = story.books('b-1', {}, {}, { days: [today(1, taken(1, at('11:00')))] });
      story.does('cancel', booking, {}, {}, { days: [today(2)] });
      return story.finish();
    },
  });
  catches({
    name: 'a commit that writes a day with which it has nothing to do',
    breaks: [2],
    tell: (story) => {
      const stray: ServiceDay = { serviceId: 'chair', day: TOMORROW, version: 1, claims: [] };
      story.books('b-1', {}, {}, { days: [today(1, taken(1)), stray] });
      return story.finish();
    },
  });
  catches({
    name: 'a day whose version is used again',
    breaks: [2],
    tell: (story) => {
      const first = story.books('b-1', {}, {}, { days: [today(1, taken(1))] });
      story.does('cancel', first, {}, {}, { days: [today(2)] });
      story.books('b-2', {}, {}, { days: [today(1, taken(1))] });
      return story.finish();
    },
  });
  catches({
    name: 'a hold with another expiry in its day',
    breaks: [2],
    tell: (story) => {
      const booking = story.books('b-1', { hold: true });
      const { bookingId, units } = booking;
      const hold = { bookingId, units, expiresAt: story.clock + MINUTE };
      return story.finish({ days: [today(1, { ...taken(0), holds: [hold] })] });
    },
  });
  catches({
    name: 'buffers forgotten behind the slot',
    breaks: [2],
    policy: { bufferAfterMinutes: 30 },
    tell: (story) => {
      story.books('b-1');
      return story.finish();
    },
  });
  catches({
    name: 'a purged hold that is moved',
    breaks: [2],
    tell: (story) => {
      const held = story.books('b-1', { hold: true });
      story.clock += 15 * MINUTE;
      story.does('cancel', story.books('b-2', { dateTime: HALF_PAST }));
      story.clock -= 5 * MINUTE;
      story.does('reschedule', held, { dateTime: LATER });
      return story.finish();
    },
  });
});

describe('a booking that is moved', () => {
  catches({
    name: 'and is still where it was',
    breaks: [2, 10],
    tell: (story) => {
      story.does('reschedule', story.books('b-1'), { dateTime: LATER });
      return story.finish({ days: [today(2, taken(1), taken(1, at('15:00')))] });
    },
  });
  catches({
    name: 'and is nowhere, by its commit',
    breaks: [2, 10],
    tell: (story) => {
      const booking = story.books('b-1', {}, {}, { days: [today(1, taken(1))] });
      const moved = story.does('reschedule', booking, { dateTime: LATER }, {}, { days: [today(2)] });
      story.does('complete', moved, {}, { actor: staff, clock: (story.clock = at('15:00')) });
      return story.finish({ days: [] });
    },
  });
});

describe('a hold', () => {
  catches({
    name: 'confirmed at the instant it lapses',
    breaks: [9],
    tell: (story) => {
      const held = story.books('b-1', { hold: true });
      story.clock += 15 * MINUTE;
      story.does('confirm', held);
      return story.finish();
    },
  });
  catches({
    name: 'confirmed when its slot is another one’s',
    breaks: [1, 2, 9],
    tell: (story) => {
      const held = story.books('b-1', { hold: true });
      story.clock += 15 * MINUTE;
      story.books('b-2');
      story.clock -= 5 * MINUTE;
      story.does('confirm', held);
      return story.finish();
    },
  });
  catches({
    name: 'ended before its time',
    breaks: [9],
    tell: (story) => {
      const held = story.books('b-1', { hold: true });
      story.clock += 14 * MINUTE;
      story.expires(held);
      return story.finish();
    },
  });
  catches({
    name: 'that lasts longer than it should',
    breaks: [9],
    policy: { holdMinutes: 10 },
    tell: (story) => {
      story.books('b-1', { hold: true });
      return story.finish();
    },
  });
  catches({
    name: 'that lapsed and was never recorded as expired',
    breaks: [9],
    tell: (story) => {
      story.books('b-1', { hold: true });
      return story.finish({ clock: story.clock + 15 * MINUTE });
    },
  });
});
