import type { Actor } from '../../../../domain/access/actor.js';
import { MAX_TOPICS, type Topic } from '../../../../domain/live/topic.js';
import type { Subscriber, Subscriptions } from '../../../../ports/live.js';
import { staff, user } from '../../actors.js';
import { failure, same, value } from '../check.js';
import { HOUR, NOW } from '../samples.js';

export interface SubscriptionStory {
  readonly name: string;
  tell(subscriptions: Subscriptions): Promise<void>;
}

const LATER = NOW + HOUR;

const follower = (connectionId: string, actor: Actor = staff('sam')): Subscriber => ({ connectionId, actor });
const services = (count: number): readonly Topic[] => Array.from({ length: count }, (_, n) => `service:s-${n}` as const);

const follow = (subscriptions: Subscriptions, subscriber: Subscriber, ...topics: readonly Topic[]): Promise<void> =>
  value(subscriptions.subscribe(subscriber, topics, LATER), 'who may is subscribed');

const byId = (a: Subscriber, b: Subscriber): number => (a.connectionId < b.connectionId ? -1 : 1);

async function heardBy(subscriptions: Subscriptions, expected: readonly Subscriber[], topics: readonly Topic[], now = NOW): Promise<void> {
  const found = await value(subscriptions.subscribersOf(topics, now), 'subscribers are told');
  same([...found].sort(byId), [...expected].sort(byId), `who hears of ${topics.join(', ')}`);
}

export const SUBSCRIPTION_STORIES: readonly SubscriptionStory[] = [
  {
    name: 'who subscribes hears at once, and is known by connection, subject and roles',
    async tell(subscriptions) {
      const [sam, ada] = [follower('c/1=', staff('sam')), follower('c+2=', user('a#d|a/%~'))];
      await heardBy(subscriptions, [], ['all']);
      await follow(subscriptions, sam, 'all');
      await follow(subscriptions, ada, 'user:a#d|a/%~');
      await heardBy(subscriptions, [sam], ['all']);
      await heardBy(subscriptions, [ada], ['user:a#d|a/%~']);
      await heardBy(subscriptions, [sam, ada], ['all', 'service:chair', 'user:a#d|a/%~']);
    },
  },
  {
    name: 'topics that resemble each other are told apart',
    async tell(subscriptions) {
      const topics: readonly Topic[] = ['user:a', 'user:a#b', 'user:A', 'service:a', 'service:a.', 'all', 'user:all', 'user:a#c-1'];
      for (const [n, topic] of topics.entries()) await follow(subscriptions, follower(`c-${n}`), topic);
      for (const [n, topic] of topics.entries()) await heardBy(subscriptions, [follower(`c-${n}`)], [topic]);
    },
  },
  {
    name: 'a connection that follows several of the topics is told once',
    async tell(subscriptions) {
      await follow(subscriptions, follower('c-1'), 'all', 'service:chair', 'user:ada');
      await heardBy(subscriptions, [follower('c-1')], ['all', 'service:chair', 'user:ada']);
    },
  },
  {
    name: 'subscribing again is as once, and adds to what is followed',
    async tell(subscriptions) {
      await follow(subscriptions, follower('c-1'), 'all', 'all');
      await follow(subscriptions, follower('c-1'), 'all', 'service:chair');
      for (const topic of ['all', 'service:chair'] as const) await heardBy(subscriptions, [follower('c-1')], [topic]);
      await value(subscriptions.unsubscribe('c-1', ['all']), 'unsubscribed');
      await heardBy(subscriptions, [], ['all']);
      await heardBy(subscriptions, [follower('c-1')], ['service:chair']);
    },
  },
  {
    name: 'to no topic at all one can subscribe too, and hears nothing',
    async tell(subscriptions) {
      await follow(subscriptions, follower('c-1'));
      await heardBy(subscriptions, [], ['all']);
      await heardBy(subscriptions, [], []);
    },
  },
  {
    name: 'unsubscribing ends these topics of this connection alone, and what is not followed is no matter',
    async tell(subscriptions) {
      await follow(subscriptions, follower('c-1'), 'all', 'user:ada');
      await follow(subscriptions, follower('c-2'), 'all');
      for (let time = 0; time < 2; time += 1) {
        await value(subscriptions.unsubscribe('c-1', ['all', 'service:chair', 'all']), 'unsubscribed');
      }
      await value(subscriptions.unsubscribe('c-3', ['all']), 'a connection that nobody knows');
      await heardBy(subscriptions, [follower('c-2')], ['all']);
      await heardBy(subscriptions, [follower('c-1')], ['user:ada']);
    },
  },
  {
    name: 'a connection that is removed is gone from all its topics, however many, and others stay',
    async tell(subscriptions) {
      const topics = services(MAX_TOPICS);
      await follow(subscriptions, follower('c-1'), ...topics);
      await follow(subscriptions, follower('c-10'), 'service:s-0', 'service:s-99');
      for (let time = 0; time < 2; time += 1) await value(subscriptions.remove('c-1'), 'removed');
      await value(subscriptions.remove('c-3'), 'a connection that nobody knows');
      await heardBy(subscriptions, [follower('c-10')], topics);
      await follow(subscriptions, follower('c-1'), 'all');
      await heardBy(subscriptions, [follower('c-1')], ['all']);
    },
  },
  {
    name: 'an entry ends at the instant of its expiry, and subscribing again puts that off',
    async tell(subscriptions) {
      await follow(subscriptions, follower('c-1'), 'all');
      await value(subscriptions.subscribe(follower('c-2'), ['all'], LATER - 1), 'subscribed');
      await heardBy(subscriptions, [follower('c-1'), follower('c-2')], ['all'], LATER - 2);
      await heardBy(subscriptions, [follower('c-1')], ['all'], LATER - 1);
      await value(subscriptions.subscribe(follower('c-2'), ['all'], LATER + 1), 'subscribed');
      await heardBy(subscriptions, [follower('c-2')], ['all'], LATER);
    },
  },
  {
    name: 'one topic too many is refused, with all that came with it',
    async tell(subscriptions) {
      const topics = services(MAX_TOPICS);
      await follow(subscriptions, follower('c-1'), ...topics.slice(1));
      const refused = await failure(subscriptions.subscribe(follower('c-1'), ['all', 'user:ada'], LATER), 'more than one may');
      same(refused, { kind: 'too_many_topics', most: MAX_TOPICS }, 'what is refused');
      await heardBy(subscriptions, [], ['all', 'user:ada']);
      await follow(subscriptions, follower('c-1'), 'service:s-0');
      await follow(subscriptions, follower('c-1'), ...topics);
      await heardBy(subscriptions, [follower('c-1')], topics);
      await value(subscriptions.unsubscribe('c-1', ['service:s-7']), 'unsubscribed');
      await follow(subscriptions, follower('c-1'), 'all');
      await follow(subscriptions, follower('c-2'), ...topics);
    },
  },
  {
    name: '300 connections on one topic, subscribed at once, are all found',
    async tell(subscriptions) {
      const crowd = Array.from({ length: 300 }, (_, n) => follower(`c-${n}`, n % 2 === 0 ? staff('sam') : user(`u-${n}`)));
      await Promise.all(crowd.map((one) => follow(subscriptions, one, 'all', 'service:chair')));
      await heardBy(subscriptions, crowd, ['service:chair', 'all']);
      await Promise.all(crowd.slice(0, 150).map(({ connectionId }) => value(subscriptions.remove(connectionId), 'removed')));
      await heardBy(subscriptions, crowd.slice(150), ['service:chair', 'all']);
    },
  },
  {
    name: 'many calls for one connection at the same time all have effect',
    async tell(subscriptions) {
      const topics = services(20);
      await Promise.all(topics.map((topic) => follow(subscriptions, follower('c-1'), topic, 'all')));
      for (const topic of topics) await heardBy(subscriptions, [follower('c-1')], [topic]);
      await Promise.all(topics.map((topic) => value(subscriptions.unsubscribe('c-1', [topic]), 'unsubscribed')));
      await heardBy(subscriptions, [], topics);
      await heardBy(subscriptions, [follower('c-1')], ['all']);
    },
  },
];
