import { describe, expect, it } from 'vitest';
import { precededBy, requestLost } from '../../faults/faults.js';
import { booked, CHAIR, offer, office } from './office.js';

const put = { serviceId: CHAIR, capacity: 3 };

describe('two who put one service at once', () => {
  it('are both taken, one after the other', async () => {
    const at = office();
    at.faults.next('putService', precededBy(() => offer(office({}, at), { capacity: 2 })));
    expect((await at.bookings.putService(put))._unsafeUnwrap()).toMatchObject({ capacity: 3, version: 2 });
    expect((await at.bookings.getService(CHAIR))._unsafeUnwrap()).toMatchObject({ capacity: 3, version: 2 });
  });

  it('see who comes second refused, where it asked for the version of before', async () => {
    const at = office();
    at.faults.next('putService', precededBy(() => offer(office({}, at), { capacity: 2 })));
    expect((await at.bookings.putService(put, { ifMatch: 0 }))._unsafeUnwrapErr()).toEqual({
      kind: 'version_mismatch',
      current: 1,
    });
  });

  it('again and again: who never wins is told to try again', async () => {
    const at = office();
    at.faults.always((operation) => precededBy(async () => operation === 'putService' && offer(office({}, at))));
    expect((await at.bookings.putService(put))._unsafeUnwrapErr()).toEqual({ kind: 'try_again' });
    expect(at.faults.count('putService')).toBe(8);
  });
});

describe('putting a service', () => {
  it.each(['getService', 'putService'] as const)('to a store that is down (%s) is refused as that, at once', async (operation) => {
    const at = office();
    at.faults.next(operation, requestLost);
    expect((await at.bookings.putService(put))._unsafeUnwrapErr()).toEqual({ kind: 'store_unavailable' });
    expect(at.faults.count('getService')).toBe(1);
  });

  it('ends when its caller goes away between two tries', async () => {
    const at = office();
    const caller = new AbortController();
    at.faults.next(
      'putService',
      precededBy(async () => {
        caller.abort();
        await offer(office({}, at));
      }),
    );
    expect((await at.bookings.putService(put, { signal: caller.signal }))._unsafeUnwrapErr()).toEqual({ kind: 'aborted' });
    expect((await at.bookings.getService(CHAIR))._unsafeUnwrap().version).toBe(1);
  });
});

describe('a service that is put by its version', () => {
  it('as whichever it is, is there already', async () => {
    const at = office();
    expect((await at.bookings.putService(put, { ifMatch: '*' }))._unsafeUnwrapErr()).toEqual({
      kind: 'version_mismatch',
      current: 0,
    });
    await offer(at);
    expect((await at.bookings.putService(put, { ifMatch: '*' }))._unsafeUnwrap().version).toBe(2);
  });

  it.each([
    [1, { version: 2 }],
    [0, { kind: 'version_mismatch', current: 1 }],
    [2, { kind: 'version_mismatch', current: 1 }],
  ])('(%i) is that one or stays as it is', async (ifMatch, expected) => {
    const at = office();
    await offer(at);
    const told = await at.bookings.putService(put, { ifMatch });
    expect(told.isOk() ? told.value : told.error).toMatchObject(expected);
  });

  it.each([-1, 1.5, 'x', null, Number.NaN])('(%j), which is none, is refused', async (ifMatch) => {
    const told = await office().bookings.putService(put, { ifMatch: ifMatch as number });
    expect(told._unsafeUnwrapErr()).toMatchObject({ kind: 'invalid_request', issues: [{ path: 'ifMatch' }] });
  });

  it('is at once known to whoever put it: no day is read twice for it', async () => {
    const at = office();
    await offer(at, { bufferAfterMinutes: 60 });
    const before = at.faults.count('load');
    await booked(at, { dateTime: '2026-12-01T22:30:00Z' });
    expect(at.faults.count('load') - before).toBe(1);
  });
});

describe('services and what is free of them', () => {
  it('are nothing to whoever has no role', async () => {
    const at = office();
    await offer(at);
    const asNobody = { actor: { subject: 'eve', roles: [] } };
    const span = { serviceId: CHAIR, from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' };
    const refusals = [
      await at.bookings.getService(CHAIR, asNobody),
      await at.bookings.listServices(asNobody),
      await at.bookings.availability(span, asNobody),
    ];
    expect(refusals.map((refusal) => refusal._unsafeUnwrapErr())).toEqual(Array.from(refusals, () => ({ kind: 'forbidden' })));
  });
});
