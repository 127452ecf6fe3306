import { beforeEach, describe, expect, it } from 'vitest';
import { createSubscription } from '../../../src/entrypoints/board/page/board/live/subscription.js';
import { MAX_TOPICS } from '../../../src/domain/live/topic.ts';
import { MAX_FRAME_TOPICS } from '../../../src/entrypoints/live/parse-frame.ts';

type Frame = { readonly action: string; readonly topics: readonly string[] };

/** A connection whose other end answers when it is told to, as the service would. */
function connection({ forbidden = [], broken = [] }: { readonly forbidden?: readonly string[]; readonly broken?: readonly string[] } = {}) {
  const [sent, told, held]: [Frame[], string[], Set<string>] = [[], [], new Set()];
  let most = 0;
  const subscription = createSubscription({
    send: (frame) => void sent.push(frame as Frame),
    onFollowing: () => void told.push('following'),
    onForbidden: () => {
      told.push('forbidden');
      subscription.follow(['user:ada']);
    },
    onRefused: (isFinal) => void told.push(isFinal ? 'refused for good' : 'refused'),
  });
  function codeFor({ topics }: Frame): string | undefined {
    if (topics.length > MAX_FRAME_TOPICS) return 'too_many_topics';
    if (topics.some((topic) => forbidden.includes(topic))) return 'forbidden';
    return topics.some((topic) => broken.includes(topic)) ? 'internal_error' : undefined;
  }
  function answer(): void {
    for (let frame = sent.shift(); frame; frame = sent.shift()) {
      const { action, topics } = frame;
      const code = codeFor(frame);
      if (!code) for (const topic of topics) held[action === 'subscribe' ? 'add' : 'delete'](topic);
      most = Math.max(most, held.size);
      subscription.receive(code ? { action: 'error', code } : { action: `${action}d`, topics });
    }
  }
  return { subscription, sent, told, answer, held: () => [...held], most: () => most };
}

const services = (name: string): readonly string[] => Array.from({ length: MAX_FRAME_TOPICS }, (_, index) => `service:${name}-${index}`);

describe('a subscription', () => {
  let there: ReturnType<typeof connection>;
  beforeEach(() => {
    there = connection();
    there.subscription.open();
  });

  it('follows in the end what was wanted last, however fast that changed, and tells once', () => {
    for (const name of ['a', 'b', 'c']) there.subscription.follow(services(name));
    there.answer();
    expect(there.held()).toEqual(services('c'));
    expect(there.told).toEqual(['following']);
  });

  it('never follows more than a connection may, and asks for one thing at a time', () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      there.subscription.follow(services(name));
      there.subscription.follow(services(`${name}-after`));
      expect(there.sent).toHaveLength(1);
      there.answer();
    }
    expect(there.most()).toBeLessThanOrEqual(MAX_TOPICS);
  });

  it('begins anew on the next connection', () => {
    there.subscription.follow(['all']);
    there.answer();
    there.subscription.close();
    there.subscription.open();
    expect(there.sent).toEqual([{ action: 'subscribe', topics: ['all'] }]);
  });
});

describe('a subscription that is refused', () => {
  it('follows everything instead of some services, and keeps to it', () => {
    const there = connection({ broken: ['service:odd'] });
    there.subscription.follow(['service:odd', 'service:tour']);
    there.subscription.open();
    there.answer();
    expect([there.held(), there.told]).toEqual([['all'], ['refused', 'following']]);
    there.subscription.follow(['service:tour']);
    there.answer();
    expect(there.held()).toEqual(['service:tour']);
  });

  it('is given up where there is nothing wider', () => {
    const there = connection({ broken: ['service:odd', 'all'] });
    there.subscription.follow(['service:odd']);
    there.subscription.open();
    there.answer();
    expect(there.told).toEqual(['refused', 'refused for good']);
  });

  it('is one of a user then, and given up when that is refused too', () => {
    const user = connection({ forbidden: ['all'] });
    user.subscription.follow(['all']);
    user.subscription.open();
    user.answer();
    expect([user.held(), user.told]).toEqual([['user:ada'], ['forbidden', 'following']]);
    const nobody = connection({ forbidden: ['all', 'user:ada'] });
    nobody.subscription.follow(['all']);
    nobody.subscription.open();
    nobody.answer();
    expect(nobody.told).toEqual(['forbidden', 'forbidden', 'refused for good']);
  });
});
