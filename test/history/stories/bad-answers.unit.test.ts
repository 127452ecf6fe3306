import { describe } from 'vitest';
import { HOUR, MINUTE, user } from '../../unit/builders.js';
import { catches, passes } from './bad-histories.js';
import { created, LATER, SLOT } from './told-events.js';

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
    name: 'two answers, one of them untrue',
    breaks: [3, 6],
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
  catches({
    name: 'a record that is replayed when it has expired',
    breaks: [3],
    terms: { rememberMs: MINUTE },
    tell: (story) => {
      const given = { key: 'k', request: 'once' };
      const booking = story.books('b-1', {}, given);
      story.clock += MINUTE;
      const wanted = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };
      story.answer(story.call('create', wanted, given), { booking, replayed: true });
      return story.finish();
    },
  });
  catches({
    name: 'a key that is another’s when that one’s record has expired',
    breaks: [3],
    terms: { rememberMs: MINUTE },
    tell: (story) => {
      story.books('b-1', {}, { key: 'k' });
      story.clock += MINUTE;
      const wanted = { userId: 'ada', serviceId: 'chair', dateTime: LATER };
      story.refuse(story.call('create', wanted, { key: 'k' }), 'idempotency_key_reused');
      return story.finish();
    },
  });
});
