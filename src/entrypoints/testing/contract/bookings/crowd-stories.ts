import { check, same } from '../check.js';
import { SERVICE } from '../samples.js';
import type { StoreCapabilities, StoreUnderTest } from '../store-under-test.js';
import type { Story } from '../story.js';
import { audit } from './audit.js';
import { type Desk, deskOver, desksOver, offer, slot, withStores } from './desk.js';

const CROWD = 50;
const CAPACITIES = [1, 10] as const;

/** Everybody wants the one slot: how many may have it, and that all the others are told so. */
async function crowd(under: StoreUnderTest, desks: readonly Desk[], capacity: number, hold: boolean): Promise<void> {
  const [first] = desks;
  check(first !== undefined, 'there is somebody to ask');
  await offer(first, { capacity });
  const results = await Promise.all(
    Array.from({ length: CROWD }, (_, n) =>
      (desks[n % desks.length] ?? first).create(slot({ userId: `user-${n}`, hold })),
    ),
  );
  const refusals = results.flatMap((result) => (result.isErr() ? [result.error.kind] : []));
  same(
    refusals,
    Array(CROWD - capacity).fill('slot_unavailable'),
    `of ${CROWD} at once exactly ${capacity} get the slot, and the others are refused for want of room`,
  );
  const bookings = await audit(under);
  same(bookings.length, capacity, 'nobody else is in the books');
  same(
    bookings.every(({ serviceId }) => serviceId === SERVICE),
    true,
    'the bookings are for the service asked for',
  );
}

const overAll = (
  under: StoreUnderTest,
  { sharedBetweenProcesses }: StoreCapabilities,
  capacity: number,
  hold: boolean,
) => withStores(under, sharedBetweenProcesses, (stores) => crowd(under, desksOver(stores, 5), capacity, hold));

const storiesFor = (capacity: number): readonly Story[] => [
  {
    name: `50 bookings of one slot with room for ${capacity} at once: that many succeed`,
    tags: ['race'],
    tell: (under) => crowd(under, [deskOver(under.store)], capacity, false),
  },
  {
    name: `50 bookings of one slot with room for ${capacity} at once, from several instances: that many succeed`,
    tags: ['race'],
    timeoutMs: 20_000,
    tell: (under, capabilities) => overAll(under, capabilities, capacity, false),
  },
  {
    name: `50 holds of one slot with room for ${capacity} at once, from several instances: that many succeed`,
    tags: ['race', 'hold'],
    timeoutMs: 20_000,
    tell: (under, capabilities) => overAll(under, capabilities, capacity, true),
  },
];

export const crowdStories: readonly Story[] = CAPACITIES.flatMap(storiesFor);
