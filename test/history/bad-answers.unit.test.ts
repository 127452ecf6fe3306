import { describe } from 'vitest';
import { at, HOUR, MINUTE, user } from '../unit/builders.js';
import { catches, passes } from './bad-histories.js';
import { created, LATER, SLOT } from './story.js';

const WANTED = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };
const KEY = { key: 'k', request: 'once' };
const ONE_LEFT = { unitsLeft: 1 };
const NONE_LEFT = { unitsLeft: 0 };

describe('one request and one key', () => {
  catches({
    name: 'two effects',
    breaks: [3],
    policy: { capacity: 2 },
    tell: (story) => {
      story.books('b-1', {}, KEY);
      const again = story.call('create', WANTED, KEY);
      story.commit(again, created('b-2', WANTED, again.actor, story.clock));
      story.lose(again);
      story.deliver('b-2:1');
      return story.finish();
    },
  });
  catches({
    name: 'an effect that nobody asked for',
    breaks: [3],
    tell: (story) => {
      story.commit(undefined, created('b-1', WANTED, user(), story.clock));
      story.deliver('b-1:1');
      return story.finish();
    },
  });
  catches({
    name: 'two answers',
    breaks: [3],
    tell: (story) => {
      story.books('b-1');
      story.refuse(story.call('create', WANTED, KEY), 'slot_unavailable', NONE_LEFT);
      story.refuse(story.call('create', WANTED, KEY), 'slot_unavailable', ONE_LEFT);
      return story.finish();
    },
  });
  catches({
    name: 'one answer that is decided twice',
    breaks: [3],
    tell: (story) => {
      story.books('b-1');
      story.refuse(story.call('create', WANTED, KEY), 'slot_unavailable', NONE_LEFT);
      story.refuse(story.call('create', WANTED, KEY), 'slot_unavailable', NONE_LEFT);
      return story.finish();
    },
  });
  catches({
    name: 'a replay of nothing',
    breaks: [3],
    tell: (story) => {
      story.books('b-1');
      const call = story.call('create', WANTED, KEY);
      story.answer(call, { refusal: { kind: 'slot_unavailable' }, replayed: true });
      return story.finish();
    },
  });
  catches({
    name: 'two requests that are both served',
    breaks: [3],
    policy: { capacity: 2 },
    tell: (story) => {
      story.books('b-1', {}, KEY);
      story.books('b-2', {}, { key: 'k' });
      return story.finish();
    },
  });
  catches({
    name: 'a request that gets the answer of another one',
    breaks: [3, 6],
    tell: (story) => {
      const booking = story.books('b-1', {}, KEY);
      story.answer(story.call('create', { ...WANTED, dateTime: LATER }, { key: 'k' }), { booking, replayed: true });
      return story.finish();
    },
  });
  catches({
    name: 'a key that is called another request’s and is not',
    breaks: [3],
    tell: (story) => {
      story.books('b-1', {}, { ...KEY, actor: user('ada') });
      const other = story.call('create', { ...WANTED, userId: 'bob' }, { key: 'k', actor: user('bob') });
      story.refuse(other, 'idempotency_key_reused');
      return story.finish();
    },
  });
  passes({
    name: 'a key that is another request’s',
    tell: (story) => {
      story.books('b-1', {}, KEY);
      story.refuse(story.call('create', { ...WANTED, units: 2 }, { key: 'k' }), 'idempotency_key_reused');
      return story.finish();
    },
  });
  passes({
    name: 'a key that is used again when its record is over',
    terms: { rememberMs: HOUR },
    tell: (story) => {
      story.books('b-1', {}, KEY);
      story.clock += HOUR;
      story.books('b-2', { dateTime: LATER }, { key: 'k' });
      return story.finish();
    },
  });
});

describe('a request that was refused', () => {
  for (const kind of ['slot_unavailable', 'aborted', 'invalid_request']) {
    catches({
      name: `and has an effect: ${kind}`,
      breaks: [4],
      tell: (story) => {
        const call = story.call('create', WANTED);
        story.commit(call, created('b-1', WANTED, call.actor, story.clock));
        story.refuse(call, kind);
        story.deliver('b-1:1');
        return story.finish();
      },
    });
  }
  catches({
    name: 'and is done when it is repeated under its key',
    breaks: [4],
    tell: (story) => {
      const other = story.books('b-1');
      story.refuse(story.call('create', WANTED, KEY), 'slot_unavailable', NONE_LEFT);
      story.does('cancel', other);
      const again = story.call('create', WANTED, KEY);
      story.commit(again, created('b-2', WANTED, again.actor, story.clock));
      story.lose(again);
      story.deliver('b-2:1');
      return story.finish();
    },
  });
  passes({
    name: 'but only for want of an answer from the store',
    tell: (story) => {
      const call = story.call('create', WANTED);
      story.commit(call, created('b-1', WANTED, call.actor, story.clock));
      story.refuse(call, 'try_again');
      story.deliver('b-1:1');
      return story.finish();
    },
  });
});

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
