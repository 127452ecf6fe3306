import { describe, expect, it } from 'vitest';
import { err, errAsync } from '../../../src/domain/result.js';
import { type Fault, requestLost, throwing } from '../../faults/faults.js';
import { broadcaster, fails, notifier } from './messengers.js';
import { booked, office } from './office.js';

const bug = new Error('a bug of the store');
const down: Fault = async () => err({ kind: 'store_unavailable', cause: 'ECONNREFUSED' });

describe('the log says of a delivery', () => {
  it('that failed, which event it was, how often by now, and what kind of error, not its words', async () => {
    const at = office({ notifier: notifier(() => fails()) });
    const eventId = `${await booked(at)}:1`;
    await at.bookings.background.runOnce();
    at.clock.advance({ minutes: 1 });
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([
      ['warn', 'event not notified', { eventId, attempts: 1, parked: false, type: 'Error' }],
      ['warn', 'event not notified', { eventId, attempts: 2, parked: false, type: 'Error' }],
    ]);
  });

  it('that will never get through, that it is parked', async () => {
    const at = office({ notifier: notifier(() => errAsync({ kind: 'not_notified', retry: false })) });
    const eventId = `${await booked(at)}:1`;
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([['warn', 'event not notified', { eventId, attempts: 1, parked: true, type: 'string' }]]);
  });

  it.each(['delivered', 'failed'] as const)('whose outcome (%s) was not taken down, that it will be repeated', async (outcome) => {
    const at = office({ notifier: notifier(outcome === 'failed' ? () => fails() : undefined) });
    const eventId = `${await booked(at)}:1`;
    at.faults.next(outcome, requestLost);
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([['warn', 'outcome of a delivery not recorded; it will be repeated', { eventId }]]);
  });

  it('at which the outbox threw, with the bug', async () => {
    const at = office({ notifier: notifier() });
    const eventId = `${await booked(at)}:1`;
    at.faults.next('delivered', throwing(bug));
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([['error', 'outcome of a delivery not recorded', { eventId, error: bug }]]);
  });

  it('to boards that failed three times, each time', async () => {
    const at = office({ notifier: notifier(), broadcaster: broadcaster(() => errAsync({ kind: 'not_broadcast' })) });
    const eventId = `${await booked(at)}:1`;
    await at.bookings.background.runOnce();
    const each = ['warn', 'event not broadcast', { eventId, type: 'string' }];
    expect(at.notes).toEqual([each, each, each]);
  });
});

describe('the log says of a store', () => {
  it('whose outbox could not be read, why', async () => {
    const at = office({ notifier: notifier() });
    at.faults.next('lease', down);
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([['warn', 'outbox not readable', { cause: 'ECONNREFUSED' }]]);
  });

  it('whose lapsed holds could not be read, why', async () => {
    const at = office();
    at.faults.next('listLapsedHolds', down);
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([['warn', 'lapsed holds not readable', { cause: 'ECONNREFUSED' }]]);
  });

  it('that could not record a lapsed hold, which one and why', async () => {
    const at = office();
    const bookingId = await booked(at, { hold: true });
    at.clock.advance({ minutes: 16 });
    at.faults.next('load', requestLost);
    await at.bookings.background.runOnce();
    at.faults.next('load', throwing(bug));
    await at.bookings.background.runOnce();
    expect(at.notes).toEqual([
      ['warn', 'lapsed hold not recorded', { bookingId, kind: 'store_unavailable' }],
      ['error', 'lapsed hold not recorded', { bookingId, error: bug }],
    ]);
  });
});
