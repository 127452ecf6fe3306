import { describe } from 'vitest';
import { at, iso, MINUTE } from '../../unit/builders.js';
import { catches } from './bad-histories.js';
import type { Entry } from '../history.js';
import type { Story } from './story.js';
import { changed, LATER } from './told-events.js';

/** The whole history with one commit's booking, and whatever shows it, told differently. */
function retold(story: Story, eventId: string, change: object): readonly Entry[] {
  const [bookingId, version] = eventId.split(':');
  const text = JSON.stringify(story.finish());
  return JSON.parse(text, (_name, value) =>
    value?.bookingId === bookingId && value?.version === Number(version) ? { ...value, ...change } : value,
  );
}

describe('the events of a booking', () => {
  catches({
    name: 'confirmed from cancelled',
    breaks: [7],
    tell: (story) => {
      story.does('confirm', story.does('cancel', story.books('b-1')), { cancelledBy: undefined });
      return story.finish();
    },
  });
  catches({
    name: 'a sweep that ends a confirmed booking',
    breaks: [7],
    tell: (story) => {
      story.expires(story.books('b-1'));
      return story.finish();
    },
  });
  catches({
    name: 'a version left out',
    breaks: [7],
    tell: (story) => {
      const booking = story.books('b-1');
      story.does('update', { ...booking, version: 2 }, { notes: 'window' });
      return story.finish();
    },
  });
  for (const [name, change] of [
    ['another owner', { userId: 'eve' }],
    ['another service name', { serviceName: 'Stool' }],
    ['another creation', { createdAt: iso(at('09:00')) }],
    ['another slot', { dateTime: LATER, endsAt: iso(at('16:00')) }],
    ['another update', { updatedAt: iso(at('09:00')) }],
  ] as const) {
    catches({
      name: `${name} without a word`,
      breaks: name === 'another owner' ? [7, 12] : name === 'another slot' ? [2, 7] : [7],
      tell: (story) => {
        story.does('update', story.books('b-1'), { notes: 'window' });
        return retold(story, 'b-1:2', change);
      },
    });
  }
  for (const [name, change] of [
    ['notes', { notes: 'window' }],
    ['metadata', { metadata: { order: '7' } }],
    ['a payment', { paymentReference: 'p' }],
    ['a reason', { cancelReason: 'rain' }],
  ] as const) {
    catches({
      name: `${name} that nobody gave`,
      breaks: [7],
      tell: (story) => {
        story.does('cancel', story.books('b-1'));
        return retold(story, 'b-1:2', change);
      },
    });
  }
  catches({
    name: 'notes that are lost with the slot',
    breaks: [7],
    tell: (story) => {
      story.does('cancel', story.books('b-1', { notes: 'window', metadata: { order: '7' } }));
      return retold(story, 'b-1:2', { notes: undefined });
    },
  });
  catches({
    name: 'a booking that lasts as its service does, not as it did itself',
    breaks: [7],
    policy: { minDurationMinutes: 30 },
    tell: (story) => {
      const short = story.books('b-1', { durationMinutes: 30 });
      const call = story.call('reschedule', { bookingId: 'b-1', dateTime: LATER });
      const long = { ...short, endsAt: iso(at('11:00')), durationMinutes: 60 };
      const { dateTime, endsAt, units } = short;
      const event = { ...changed('reschedule', long, { dateTime: LATER }, call.actor, story.clock), previous: { dateTime, endsAt, units } };
      story.commit(call, event);
      story.answer(call, { booking: event.booking, replayed: false });
      story.deliver(event.eventId);
      return story.finish();
    },
  });
  catches({
    name: 'in a role that was not the caller’s',
    breaks: [12],
    tell: (story) => {
      const held = story.books('b-1', { hold: true });
      const call = story.call('confirm', { bookingId: 'b-1' });
      const event = changed('confirm', held, {}, { ...call.actor, roles: ['user', 'staff'] }, story.clock);
      story.commit(call, event);
      story.answer(call, { booking: event.booking, replayed: false });
      story.deliver(event.eventId);
      return story.finish();
    },
  });
  catches({
    name: 'a clock that runs back along a booking',
    breaks: [7],
    tell: (story) => {
      const booking = story.books('b-1');
      story.clock -= MINUTE;
      story.does('update', booking, { notes: 'window' });
      return story.finish();
    },
  });
  catches({
    name: 'an effect that was not asked for',
    breaks: [7],
    tell: (story) => {
      const booking = story.books('b-1');
      const call = story.call('update', { bookingId: 'b-1', notes: 'door' });
      const event = changed('update', booking, { notes: 'window' }, call.actor, story.clock);
      story.commit(call, event);
      story.answer(call, { booking: event.booking, replayed: false });
      story.deliver(event.eventId);
      return story.finish();
    },
  });
  catches({
    name: 'done on another version than it was asked for on',
    breaks: [7],
    tell: (story) => {
      const booking = story.does('update', story.books('b-1'), { notes: 'window' });
      story.does('cancel', booking, {}, { ifMatch: 1 });
      return story.finish();
    },
  });
  catches({
    name: 'cancelled too late',
    breaks: [7],
    policy: { cancellationNoticeMinutes: 60 },
    tell: (story) => {
      const booking = story.books('b-1');
      story.clock = at('09:30');
      story.does('cancel', booking);
      return story.finish();
    },
  });
  catches({
    name: 'an event that is gone in the end',
    breaks: [7],
    tell: (story) => {
      story.books('b-1');
      return story.finish({ eventIds: [] });
    },
  });
});
