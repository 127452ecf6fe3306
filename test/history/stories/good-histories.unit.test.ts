import { describe } from 'vitest';
import { at, iso, MINUTE, staff } from '../../unit/builders.js';
import { passes } from './bad-histories.js';
import { LATER, SLOT } from './told-events.js';

describe('a history in which all is well', () => {
  passes({
    name: 'every command once',
    tell: (story) => {
      const lapsed = story.books('b-1', { hold: true });
      story.clock += 15 * MINUTE;
      const held = story.books('b-2', { hold: true });
      const confirmed = story.does('confirm', held, { paymentReference: 'p' });
      const noted = story.does('update', confirmed, { notes: 'window' });
      const moved = story.does('reschedule', noted, { dateTime: LATER }, { ifMatch: 3 });
      story.expires(lapsed);
      story.does('cancel', story.books('b-3'));
      story.clock = at('15:00');
      const completed = story.does('complete', moved, {}, { actor: staff });
      story.does('no_show', completed, {}, { actor: staff });
      return story.finish({ boards: [story.end.bookings] });
    },
  });
  passes({
    name: 'slots that touch, and as many units as there are',
    policy: { capacity: 3 },
    tell: (story) => {
      story.books('b-1', { units: 2 });
      story.books('b-2', { units: 1 });
      story.books('b-3', { units: 3, dateTime: iso(at('11:00')) });
      return story.finish();
    },
  });
  passes({
    name: 'a cancelled slot is booked again, with the buffers of that day',
    policy: { bufferAfterMinutes: 30 },
    tell: (story) => {
      const until = (time: string) => ({ claim: { from: at('10:00'), to: at(time), units: 1 } });
      const first = story.books('b-1', {}, {}, until('11:30'));
      story.service({ bufferAfterMinutes: 0, version: 2 });
      story.does('cancel', first, {}, {}, until('11:30'));
      story.books('b-2', {}, {}, until('11:00'));
      return story.finish();
    },
  });
  passes({
    name: 'a user is told of a cancellation by the staff, not by whom',
    tell: (story) => {
      const cancelled = story.cancelsUnheard(story.books('b-1'), { actor: staff });
      const shown = { ...cancelled, cancelledBy: 'staff' };
      story.answer(story.call('get', { bookingId: 'b-1' }), { booking: shown, replayed: false });
      return story.finish();
    },
  });
  passes({
    name: 'a lost answer is replayed, and what it asks for is so already for the next',
    tell: (story) => {
      const booking = story.books('b-1');
      const given = { key: 'k', request: 'once' };
      const cancelled = story.cancelsUnheard(booking, given);
      story.answer(story.call('cancel', { bookingId: 'b-1' }, given), { booking: cancelled, replayed: true });
      story.answer(story.call('cancel', { bookingId: 'b-1' }), { booking: cancelled, replayed: false });
      return story.finish();
    },
  });
  passes({
    name: 'a lost race: the state that refuses is committed while the call is under way',
    tell: (story) => {
      const slow = story.call('create', { userId: 'ada', serviceId: 'chair', dateTime: SLOT });
      story.books('b-1');
      story.refuse(slow, 'slot_unavailable', { unitsLeft: 0 });
      return story.finish();
    },
  });
  passes({
    name: 'a key is used up, replayed at the last, and used anew',
    terms: { rememberMs: MINUTE },
    tell: (story) => {
      const given = { key: 'k', request: 'once' };
      const booking = story.books('b-1', {}, given);
      story.clock += MINUTE - 1;
      const wanted = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };
      story.answer(story.call('create', wanted, given), { booking, replayed: true });
      story.clock += 1;
      story.refuse(story.call('create', wanted, given), 'slot_unavailable', { unitsLeft: 0 });
      return story.finish();
    },
  });
  passes({
    name: 'a refusal is replayed at the last, and what was refused is done when it is forgotten',
    terms: { rememberMs: MINUTE },
    tell: (story) => {
      const given = { key: 'k', request: 'once' };
      const other = story.books('b-1');
      const wanted = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };
      story.refuse(story.call('create', wanted, given), 'slot_unavailable');
      story.does('cancel', other);
      story.clock += MINUTE - 1;
      story.answer(story.call('create', wanted, given), { refusal: { kind: 'slot_unavailable' }, replayed: true });
      story.clock += 1;
      story.books('b-2', {}, given);
      return story.finish();
    },
  });
  passes({
    name: "a key is another request's, and free when it is tried again",
    terms: { rememberMs: MINUTE },
    tell: (story) => {
      const second = { key: 'k', request: 'second' };
      story.books('b-1', {}, { key: 'k', request: 'first' });
      story.clock += MINUTE - 1;
      const wanted = { userId: 'ada', serviceId: 'chair', dateTime: LATER };
      story.refuse(story.call('create', wanted, second), 'idempotency_key_reused');
      story.clock += 1;
      story.books('b-2', { dateTime: LATER }, second);
      return story.finish();
    },
  });
});
