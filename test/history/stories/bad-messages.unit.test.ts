import { describe } from 'vitest';
import { at, staff, user } from '../../unit/builders.js';
import { catches, passes } from './bad-histories.js';
import type { Story } from './story.js';
import { changed, LATER, SLOT } from './told-events.js';

const WANTED = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };

describe('the delivery of events', () => {
  const twoEvents = (story: Story): void => {
    story.does('update', story.books('b-1'), { notes: 'window' });
  };
  const delivered = (...eventIds: readonly string[]) => (story: Story) => {
    twoEvents(story);
    const rest = story.entries.filter(({ entry }) => entry !== 'delivery');
    story.entries.splice(0, story.entries.length, ...rest);
    for (const eventId of eventIds) story.deliver(eventId);
    return story.finish();
  };
  passes({ name: 'twice, in order', tell: delivered('b-1:1', 'b-1:2', 'b-1:1') });
  catches({ name: 'never', breaks: [8], tell: delivered('b-1:1') });
  catches({ name: 'the later one first', breaks: [8], tell: delivered('b-1:2', 'b-1:1') });
  catches({ name: 'of what is none', breaks: [8], tell: delivered('b-1:1', 'b-1:2', 'b-2:1') });
  catches({
    name: 'failed for good, and not parked',
    breaks: [8],
    tell: (story) => {
      const history = delivered('b-1:2')(story);
      return history.toSpliced(-1, 0, { entry: 'delivery', at: 99, eventId: 'b-1:1', succeeded: false });
    },
  });
  catches({
    name: 'before it was committed',
    breaks: [8],
    tell: (story) => {
      story.entries.push({ entry: 'delivery', at: 0, eventId: 'b-1:1', succeeded: true });
      story.books('b-1');
      return story.finish();
    },
  });
  passes({
    name: 'parked, while the later ones go on',
    tell: (story) => {
      delivered('b-1:2')(story);
      return story.finish({ parked: ['b-1:1'] });
    },
  });
});

describe('a live board', () => {
  catches({
    name: 'that lags behind when all is quiet',
    breaks: [11],
    tell: (story) => {
      const booking = story.books('b-1');
      story.does('cancel', booking);
      return story.finish({ boards: [story.end.bookings, [booking]] });
    },
  });
});

describe('what is another’s', () => {
  catches({
    name: 'shown in a list',
    breaks: [12],
    tell: (story) => {
      const booking = story.books('b-1');
      story.answer(story.call('list', {}, { actor: user('eve') }), { bookings: [booking] });
      return story.finish();
    },
  });
  catches({
    name: 'cancelled',
    breaks: [12],
    tell: (story) => {
      const booking = story.books('b-1');
      const call = story.call('cancel', { bookingId: 'b-1' }, { actor: user('eve') });
      const event = changed('cancel', booking, {}, call.actor, story.clock);
      story.commit(call, event);
      story.lose(call);
      story.deliver(event.eventId);
      return story.finish();
    },
  });
  catches({
    name: 'one’s own, completed without being of the staff',
    breaks: [12],
    tell: (story) => {
      const booking = story.books('b-1');
      story.clock = at('10:00');
      story.does('complete', booking);
      return story.finish();
    },
  });
  catches({
    name: 'done in the name of someone else',
    breaks: [12],
    tell: (story) => {
      const call = story.call('create', WANTED);
      const booked = story.does('update', story.books('b-2', { dateTime: LATER }), { notes: 'x' }, { actor: staff });
      story.refuse(call, 'try_again');
      return story.finish().map((entry) =>
        entry.entry === 'commit' && entry.event.booking === booked
          ? { ...entry, event: { ...entry.event, actor: { subject: 'door', roles: ['staff'] } } }
          : entry,
      );
    },
  });
});

describe('a call', () => {
  catches({
    name: 'that is never answered',
    breaks: [13],
    tell: (story) => {
      story.call('create', WANTED);
      return story.finish();
    },
  });
  catches({
    name: 'that is answered twice',
    breaks: [13],
    tell: (story) => {
      const call = story.call('create', WANTED);
      story.refuse(call, 'try_again');
      story.lose(call);
      return story.finish();
    },
  });
});
