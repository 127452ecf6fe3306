import { failure, same } from '../check.js';
import { confirmed, NOW } from '../samples.js';
import type { Story } from '../story.js';
import { changeTo } from '../write.js';
import { happened, LEASE_MS, relayOf } from './relays.js';

const outboxStory = (name: string, tell: Story['tell']): Story => ({ name, tags: ['outbox'], needs: 'outbox', tell });

export const leaseStories: readonly Story[] = [
  outboxStory('events are leased oldest first, ascending per booking, up to the limit', async ({ store }) => {
    await happened(store, 'b', 'a', 'b', 'c', 'a', 'b');
    const relay = relayOf(store, 'one');
    const order = ['b:1', 'a:1', 'b:2', 'c:1', 'a:2', 'b:3'];
    same(await relay.lease(NOW, 4), order.slice(0, 4), 'a lease gives the oldest events in the order of their commits');
    await relay.delivered(...order.slice(0, 4));
    same(await relay.lease(NOW, 4), order.slice(4), 'the next lease gives the next events');
    same(await relayOf(store, 'two').lease(NOW + LEASE_MS, 1), ['a:2'], 'a limit of one gives one');
  }),
  outboxStory('the tenth version of a booking comes after the ninth', async ({ store }) => {
    await happened(store, ...Array<string>(11).fill('a'));
    const expected = Array.from({ length: 11 }, (_, n) => `a:${n + 1}`);
    same(await relayOf(store, 'one').lease(), expected, 'versions are ordered as numbers');
  }),
  outboxStory('a change set that was refused has no event to deliver', async ({ store }) => {
    await happened(store, 'a');
    await failure(store.repository.commit(changeTo(confirmed({ bookingId: 'a' }))), 'a booking is created once');
    same(await relayOf(store, 'one').lease(), ['a:1'], 'only committed events are leased');
  }),
  outboxStory('what one relay has leased no other gets, until the instant the lease ends', async ({ store }) => {
    await happened(store, 'a', 'b');
    const [one, two] = [relayOf(store, 'one'), relayOf(store, 'two')];
    same(await one.lease(), ['a:1', 'b:1'], 'the first relay gets what there is');
    same(await two.lease(NOW + LEASE_MS - 1), [], 'a leased event is not leased to another relay');
    same(await two.lease(NOW + LEASE_MS), ['a:1', 'b:1'], 'a lease that has ended is free for another relay');
    same(await one.lease(NOW + LEASE_MS), [], 'a relay that lost its lease has lost it');
  }),
  outboxStory('no relay overtakes another within a booking', async ({ store }) => {
    await happened(store, 'a', 'a', 'b', 'a');
    const [one, two] = [relayOf(store, 'one'), relayOf(store, 'two')];
    same(await one.lease(NOW, 1), ['a:1'], 'the first relay gets the oldest event');
    same(await two.lease(), ['b:1'], 'later events of a booking wait while an earlier one is leased elsewhere');
    await one.delivered('a:1');
    await two.delivered('b:1');
    same(await two.lease(), ['a:2', 'a:3'], 'they are due once it is delivered');
  }),
  outboxStory('relays that lease at the same time share the events without sharing a booking', async ({ store }) => {
    const bookings = ['a', 'b', 'c', 'd', 'e', 'f'];
    await happened(store, ...bookings, ...bookings);
    const relays = ['one', 'two', 'three', 'four'].map((id) => relayOf(store, id));
    const got = await Promise.all(relays.map((relay) => relay.lease(NOW, 3)));
    const holders = new Map<string, Set<number>>();
    for (const [relay, ids] of got.entries()) {
      for (const id of ids) holders.set(id.slice(0, 1), (holders.get(id.slice(0, 1)) ?? new Set()).add(relay));
    }
    same(
      [...holders.values()].every((relaysOfBooking) => relaysOfBooking.size === 1),
      true,
      'no two relays work on one booking',
    );
    same(got.flat().length, new Set(got.flat()).size, 'no event is leased twice');
  }),
];
