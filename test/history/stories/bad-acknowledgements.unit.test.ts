import { describe } from 'vitest';
import { at, MINUTE } from '../../unit/builders.js';
import { catches } from './bad-histories.js';
import { created, LATER, SLOT } from './told-events.js';

const WANTED = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };

describe('what was acknowledged', () => {
  catches({
    name: 'and was never committed',
    breaks: [5],
    tell: (story) => {
      const call = story.call('create', WANTED);
      const { booking } = created('b-1', WANTED, call.actor, story.clock);
      story.answer(call, { booking, replayed: false });
      return story.finish();
    },
  });
  catches({
    name: 'in other words than it was committed',
    breaks: [5],
    tell: (story) => {
      const booking = story.books('b-1');
      story.answer(story.call('list', { userId: 'ada' }), { bookings: [{ ...booking, units: 2 }] });
      return story.finish();
    },
  });
  catches({
    name: 'before it was committed',
    breaks: [5],
    tell: (story) => {
      const call = story.call('create', WANTED);
      const event = created('b-1', WANTED, call.actor, story.clock);
      story.answer(call, { booking: event.booking, replayed: false });
      story.commit(call, event);
      story.deliver('b-1:1');
      return story.finish();
    },
  });
  catches({
    name: 'while the store took it after what was asked for later',
    breaks: [5],
    tell: (story) => {
      const [late, early] = [
        { earliest: 90, latest: 99 },
        { earliest: 10, latest: 20 },
      ];
      story.books('b-1', {}, {}, late);
      story.books('b-2', { dateTime: LATER }, {}, early);
      story.moment = 200;
      const entries = story.finish();
      return entries.map((entry) => (entry.entry === 'answer' || entry.entry === 'delivery' ? { ...entry, at: 150 } : entry));
    },
  });
  catches({
    name: 'and is gone in the end',
    breaks: [5, 7],
    tell: (story) => {
      const booking = story.books('b-1');
      story.does('update', booking, { notes: 'window' });
      return story.finish({ bookings: [booking] });
    },
  });
});

describe('an instant, as the clocks have it', () => {
  catches({
    name: 'a booking is made for a time that is past',
    breaks: [7],
    tell: (story) => {
      story.clock = at('10:00') + MINUTE;
      story.books('b-1');
      return story.finish();
    },
  });
});
