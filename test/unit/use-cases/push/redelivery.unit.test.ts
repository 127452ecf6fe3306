import { describe, expect, it } from 'vitest';
import { errAsync, okAsync } from '../../../../src/domain/result.js';
import { Redelivery } from '../../../../src/domain/use-cases/background/redelivery.js';
import type { Outbox } from '../../../../src/ports/index.js';
import { turns } from '../../../faults/random-faults.js';
import { fails, notifier, type RecordingNotifier } from '../messengers.js';
import { gate } from '../office.js';
import { events } from './ground.js';

function ground(told: RecordingNotifier = notifier(), delivered?: Outbox['delivered']) {
  const noted: string[] = [];
  const outbox = { delivered: delivered ?? ((ids: readonly string[]) => (noted.push(...ids), okAsync(undefined))) };
  const redelivery = new Redelivery({ notifier: told, outbox });
  const carry = (isPending: boolean, ...ids: readonly string[]) =>
    redelivery.carry(events(...ids).map((event) => ({ event, isPending })));
  return { told, noted, redelivery, carry };
}
const refusing = (...eventIds: readonly string[]) =>
  notifier(({ eventId }) => (eventIds.includes(eventId) ? fails() : okAsync(undefined)));

it('events are told ascending per booking, in whatever order they come', async () => {
  const { told, redelivery, carry } = ground();
  await carry(true, 'a:3', 'b:2', 'a:1', 'b:1');
  for (const id of ['a', 'b']) {
    const versions = told.received.filter(({ bookingId }) => bookingId === id).map(({ bookingVersion }) => bookingVersion);
    expect(versions).toEqual(versions.toSorted((x, y) => x - y));
  }
  expect([redelivery.delivered, redelivery.heldUp, redelivery.failed]).toEqual([4, 0, []]);
});

it('a booking whose notification takes its time holds up no other booking', async () => {
  const { opened, open } = gate();
  const told = notifier(({ eventId }) => (eventId === 'a:1' ? opened.then(() => okAsync(undefined)) : okAsync(undefined)));
  const { redelivery, carry } = ground(told);
  const carrying = carry(true, 'a:1', 'b:1', 'a:2', 'b:2');
  await turns(60);
  expect(told.attempts).toEqual(['a:1', 'b:1', 'b:2']);
  open();
  await carrying;
  expect(redelivery.delivered).toBe(4);
});

it('only what is pending is taken out of the outbox, and only once it was told', async () => {
  const order: string[] = [];
  const told = notifier(({ eventId }) => (order.push(`told ${eventId}`), okAsync(undefined)));
  const { redelivery, carry } = ground(told, (ids) => (order.push(`noted ${ids.join()}`), okAsync(undefined)));
  await carry(true, 'a:1');
  await carry(false, 'b:1');
  expect(order).toEqual(['told a:1', 'noted a:1', 'told b:1']);
  expect(redelivery.delivered).toBe(2);
});

describe('an event that fails', () => {
  it('stays where it is, and holds up what follows in its booking, from page to page', async () => {
    const { noted, redelivery, carry } = ground(refusing('a:2'));
    await carry(true, 'a:1', 'a:2', 'a:3', 'b:1');
    await carry(true, 'a:4', 'b:2');
    expect(noted.toSorted()).toEqual(['a:1', 'b:1', 'b:2']);
    expect([redelivery.delivered, redelivery.heldUp]).toEqual([3, 2]);
    expect(redelivery.failed).toEqual([{ eventId: 'a:2', reason: 'Error: line busy' }]);
    expect(events('a:9', 'b:9').map((event) => redelivery.isHeldUp(event))).toEqual([true, false]);
  });

  it.each<[string, Outbox['delivered']]>([
    ['is down', () => errAsync({ kind: 'store_unavailable', cause: new Error('throttled') })],
    ['throws', () => Promise.reject(new Error('throttled'))],
  ])('to be noted, for the store %s, counts as not delivered: it is told again', async (_, delivered) => {
    const { told, redelivery, carry } = ground(notifier(), delivered);
    await carry(true, 'a:1', 'a:2');
    expect(told.attempts).toEqual(['a:1']);
    expect([redelivery.delivered, redelivery.heldUp]).toEqual([0, 1]);
    expect(redelivery.failed).toEqual([{ eventId: 'a:1', reason: 'delivered, but that was not noted: Error: throttled' }]);
  });
});
