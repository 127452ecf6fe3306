import { same, value } from '../check.js';
import { HOUR, MINUTE, NOW } from '../samples.js';
import type { Story } from '../story.js';
import { happened, LEASE_MS, outboxOf, parkedIn, parkedPagesOf, relayOf } from './relays.js';

const outboxStory = (name: string, tell: Story['tell']): Story => ({ name, tags: ['outbox'], needs: 'outbox', tell });
const MUCH_LATER = NOW + 1000 * HOUR;

export const retryStories: readonly Story[] = [
  outboxStory('what is delivered stays delivered', async ({ store }) => {
    await happened(store, 'a', 'b');
    const [one, two] = [relayOf(store, 'one'), relayOf(store, 'two')];
    await one.lease();
    await two.lease(NOW + LEASE_MS);
    await one.delivered('a:1', 'unknown:1');
    await one.delivered('a:1');
    const reported = [await two.failed('a:1', NOW), await two.failed('a:1', 'park')];
    same(reported, [false, false], 'a failure of what is delivered by now does not count');
    same(await two.lease(MUCH_LATER), ['b:1'], 'a delivered event is never leased again, whoever delivered it');
    same(await parkedIn(store), [], 'a delivered event is never parked');
    same(await value(outboxOf(store).unpark('a:1'), 'unpark answers'), false, 'a delivered event cannot be unparked');
  }),
  outboxStory('an event that failed waits for its retry, and so do later ones of its booking', async ({ store }) => {
    await happened(store, 'a', 'a', 'b');
    const relay = relayOf(store, 'one');
    const retryAt = NOW + MINUTE;
    await relay.lease();
    same(await relay.failed('a:1', retryAt), true, 'a failure counts when who reports it holds the lease');
    await relay.delivered('b:1');
    same(
      await relay.lease(retryAt - 1),
      [],
      'an event that waits for its retry holds back the later ones of its booking',
    );
    same(
      await relay.attempts(retryAt),
      { 'a:1': 1, 'a:2': 0 },
      'it is due at the instant of its retry, with one attempt',
    );
    await relay.failed('a:1', NOW);
    same(await relay.attempts(retryAt), { 'a:1': 2, 'a:2': 0 }, 'every failure counts one attempt');
  }),
  outboxStory('an event that waits does not hold back other bookings', async ({ store }) => {
    await happened(store, 'a', 'b');
    const [one, two] = [relayOf(store, 'one'), relayOf(store, 'two')];
    await one.lease(NOW, 1);
    await one.failed('a:1', NOW + HOUR);
    same(await two.lease(), ['b:1'], 'other bookings go on');
  }),
  outboxStory('a relay that lost its lease is told so, and the failure it reports has no effect', async ({ store }) => {
    await happened(store, 'a', 'a');
    const [one, two] = [relayOf(store, 'one'), relayOf(store, 'two')];
    const later = NOW + LEASE_MS;
    await one.lease();
    await two.lease(later);
    for (const next of ['park', NOW, MUCH_LATER] as const) {
      same(await one.failed('a:1', next), false, 'who lost its lease is told so when it reports a failure');
      same(await parkedIn(store), [], 'only who holds the lease can park an event');
      same(await one.lease(later + 1), [], 'the lease of the other relay stands');
      same(await two.attempts(later), { 'a:1': 0, 'a:2': 0 }, 'only who holds the lease can count an attempt');
    }
    same(await two.failed('a:1', later), true, 'who holds the lease reports a failure that counts');
    same(await two.failed('a:1', MUCH_LATER), false, 'a failure that is reported ends the lease');
    same(await one.attempts(later), { 'a:1': 1 }, 'one delivery that failed counts once');
  }),
  outboxStory('a parked event is kept with its error and passed over', async ({ store }) => {
    await happened(store, 'a', 'b', 'a');
    const relay = relayOf(store, 'one');
    await relay.lease();
    await relay.failed('b:1', NOW);
    await relay.lease();
    same(await relay.failed('b:1', 'park', 'b is poison ☠'), true, 'who holds the lease can park an event');
    await relay.failed('a:1', 'park', 'a is poison');
    same(await relay.failed('a:1', 'park', 'again'), false, 'an event is parked once');
    const [a, b] = [
      { eventId: 'a:1', attempts: 1, lastError: 'a is poison' },
      { eventId: 'b:1', attempts: 2, lastError: 'b is poison ☠' },
    ];
    same(await parkedIn(store), [a, b], 'parked events are listed oldest first, with attempts and the last error');
    same(await parkedIn(store, 1), [a], 'the list of parked events has at most `limit`');
    same(await relay.lease(MUCH_LATER), ['a:2'], 'a parked event is not leased, and later ones of its booking go on');
  }),
  outboxStory('parked events are listed page by page, whatever becomes of those of a page meanwhile', async ({ store }) => {
    const bookings = ['c', 'a', 'e', 'b', 'd', 'f', 'g'];
    await happened(store, ...bookings, 'a');
    const relay = relayOf(store, 'one');
    await relay.lease();
    for (const bookingId of bookings.toReversed()) await relay.failed(`${bookingId}:1`, 'park');
    const all = bookings.map((bookingId) => `${bookingId}:1`);
    for (const limit of [1, 2, 3, 7, 8]) {
      same(await parkedPagesOf(store, limit), all, 'every page goes on where the one before it ended');
    }
    const seen = await parkedPagesOf(store, 2, async ([first = '', second = '']) => {
      await relay.delivered(first);
      same(await value(outboxOf(store).unpark(second), 'unpark answers'), true, 'a parked event can be unparked');
    });
    same(seen, all, 'a cursor goes on where the page ended, though what the page held is parked no more');
    same(await parkedPagesOf(store, 2), ['g:1'], 'only what is still parked is listed');
  }),
  outboxStory('an unparked event is due again as if new, before later ones of its booking', async ({ store }) => {
    await happened(store, 'a', 'a');
    const relay = relayOf(store, 'one');
    const unpark = (eventId: string) => value(outboxOf(store).unpark(eventId), 'unpark answers');
    await relay.lease();
    same(await unpark('a:1'), false, 'an event that is not parked cannot be unparked');
    await relay.failed('a:1', 'park');
    same([await unpark('a:2'), await unpark('z:1')], [false, false], 'an event that is not parked cannot be unparked');
    same(await unpark('a:1'), true, 'a parked event can be unparked');
    same(await unpark('a:1'), false, 'an event is unparked once');
    same(await parkedIn(store), [], 'an unparked event is no longer listed as parked');
    same(await relay.lease(NOW + LEASE_MS), ['a:1', 'a:2'], 'an unparked event takes its old place');
    same(await relay.attempts(NOW + LEASE_MS), { 'a:1': 0, 'a:2': 0 }, 'an unparked event has no attempts');
  }),
];
