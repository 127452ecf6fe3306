import { describe, expect, it } from 'vitest';
import { pendingEvents } from '../../../src/adapters/in-memory/pending-events.js';
import { confirmed, stored } from '../../../src/entrypoints/testing/contract/samples.js';

const idsOf = (pending: ReturnType<typeof pendingEvents>) =>
  [...pending.oldestFirst()].map(({ event }) => event.eventId);
const eventNumber = (n: number) => stored(confirmed({ bookingId: `b${n}` })).event;

describe('events that wait for delivery', () => {
  it('stay in commit order whichever of them are delivered first', () => {
    const pending = pendingEvents();
    const events = Array.from({ length: 100 }, (_, n) => eventNumber(n));
    for (const event of events) pending.append(event);
    const delivered = events.filter((_, n) => n % 3 !== 0 || n < 10);
    for (const { eventId } of delivered) pending.remove(eventId);
    expect(idsOf(pending)).toEqual(events.filter((e) => !delivered.includes(e)).map((e) => e.eventId));
  });

  it('are gone for good once removed, and removing them again does nothing', () => {
    const pending = pendingEvents();
    pending.append(eventNumber(1));
    pending.append(eventNumber(2));
    pending.remove('b1:1');
    pending.remove('b1:1');
    expect(pending.get('b1:1')).toBeUndefined();
    expect(idsOf(pending)).toEqual(['b2:1']);
  });

  it('go on in order after the queue ran empty', () => {
    const pending = pendingEvents();
    for (let n = 1; n <= 3; n += 1) {
      pending.append(eventNumber(n));
      pending.remove(`b${n}:1`);
    }
    pending.append(eventNumber(4));
    expect(idsOf(pending)).toEqual(['b4:1']);
  });
});
