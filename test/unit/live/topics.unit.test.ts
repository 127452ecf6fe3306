import { describe, expect, it } from 'vitest';
import { isTopic, MAX_TOPICS, mayFollow, topicsOf } from '../../../src/domain/live/topic.js';
import { createTestBookings, staff, user } from '../../../src/entrypoints/testing/index.js';

const ada = user('ada');

describe('a topic', () => {
  it.each(['all', 'service:massage', `service:${'s'.repeat(128)}`, 'service:A.9_~-', 'user:ada', 'user:a|b:c', `user:${'!'.repeat(255)}`])(
    '%s is one',
    (topic) => expect(isTopic(topic)).toBe(true),
  );
  it.each([
    ['nothing', ''],
    ['another word', 'everything'],
    ['more than its word', 'all '],
    ['a service without an id', 'service:'],
    ['too long a service', `service:${'s'.repeat(129)}`],
    ['a service that cannot be', 'service:a b'],
    ['a user without an id', 'user:'],
    ['too long a user', `user:${'u'.repeat(256)}`],
    ['a user with a space', 'user:a b'],
    ['a user beyond ASCII', 'user:zoë'],
    ['something before it', ' user:ada'],
    ['a second line', 'user:ada\n'],
    ['a service before it', ' service:massage'],
    ['a service and a second line', 'service:massage\n'],
    ['a number', 7],
    ['a list', ['all']],
    ['a list of what would be one', ['user:ada']],
  ])('%s is none', (_, topic) => expect(isTopic(topic)).toBe(false));
});

it('a connection follows a hundred topics at most', () => expect(MAX_TOPICS).toBe(100));

describe('who may follow', () => {
  it('a user follows their own bookings and nothing wider', () => {
    expect(mayFollow(ada, 'user:ada')).toBe(true);
    expect(mayFollow(ada, 'user:bob')).toBe(false);
    expect(mayFollow(ada, 'service:ada')).toBe(false);
    expect(mayFollow(ada, 'all')).toBe(false);
    expect(mayFollow(user('ce:ada'), 'service:ada')).toBe(false);
  });
  it('staff follow anything', () => {
    expect((['all', 'service:massage', 'user:bob'] as const).map((topic) => mayFollow(staff('sam'), topic))).toEqual([true, true, true]);
  });
});

it('a booking is heard of by its user, by its service, and by who follows all', async () => {
  const { bookings } = createTestBookings({ at: '2026-12-01T08:00:00Z' });
  const created = await bookings.create({ userId: 'ada', serviceId: 'massage', dateTime: '2026-12-01T10:00:00Z' });
  const topics = topicsOf(created._unsafeUnwrap().booking);
  expect(topics).toEqual(['all', 'service:massage', 'user:ada']);
  expect(topics.every(isTopic)).toBe(true);
});
