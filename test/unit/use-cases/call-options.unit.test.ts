import { describe, expect, it } from 'vitest';
import { precededBy } from '../../faults/faults.js';
import { booked, chair, office, written } from './office.js';

describe('who acts', () => {
  it('is the default actor when the options name nobody', async () => {
    const { bookings } = office();
    expect((await bookings.create(chair(), {})).isOk()).toBe(true);
  });

  it('is nobody when the options name one who was not found', async () => {
    const at = office();
    const bookingId = await booked(at);
    const anonymous = { actor: undefined };

    const refusals = [
      await at.bookings.create(chair(), anonymous),
      await at.bookings.cancel({ bookingId }, anonymous),
      await at.bookings.get(bookingId, anonymous),
      await at.bookings.list({ userId: 'ada' }, anonymous),
      await at.bookings.putService({ serviceId: 'chair' }, anonymous),
    ];

    expect(refusals.map((result) => result._unsafeUnwrapErr().kind)).toEqual(refusals.map(() => 'forbidden'));
  });
});

describe('options that are none', () => {
  it.each([null, 'ada', 7, ['ada']])('%j are refused like any other bad input', async (given) => {
    const at = office();
    const options = given as unknown as object;
    const refused = { kind: 'invalid_request', issues: [{ path: 'options', rule: 'object' }] };

    expect((await at.bookings.create(chair(), options))._unsafeUnwrapErr()).toMatchObject(refused);
    expect((await at.bookings.get('b', options))._unsafeUnwrapErr()).toEqual(refused);
  });
});

describe('a signal that is none', () => {
  const listen = (): void => undefined;
  it.each([
    {},
    'now',
    null,
    { aborted: false },
    { aborted: 'no', addEventListener: listen },
    { addEventListener: listen },
    Object.assign(() => undefined, { aborted: false, addEventListener: listen }),
  ])('%j is refused before it is ever waited for', async (given) => {
    const signal = given as unknown as AbortSignal;
    const refused = { kind: 'invalid_request', issues: [{ path: 'signal', rule: 'signal' }] };
    expect((await office().bookings.create(chair(), { signal }))._unsafeUnwrapErr()).toMatchObject(refused);
  });
});

describe('a version that is none', () => {
  it.each([-1, 1.5, '1', null])('%j is refused, and not passed over', async (given) => {
    const at = office();
    const bookingId = await booked(at);
    const told = await at.bookings.cancel({ bookingId }, { ifMatch: given as unknown as number });
    expect(told._unsafeUnwrapErr()).toMatchObject({ kind: 'invalid_request', issues: [{ path: 'ifMatch' }] });
  });
});

describe('a getter of the caller that throws', () => {
  it('rejects the call, and does not throw out of it', async () => {
    const { bookings } = office();
    const trap = Object.defineProperty(chair(), 'notes', {
      enumerable: true,
      get() {
        throw new Error('trap');
      },
    });
    const call = bookings.create(trap);
    await expect(Promise.resolve(call)).rejects.toThrow('trap');
  });
});

describe('a signal that aborts while the state is being read', () => {
  it('stops the command before it writes', async () => {
    const at = office();
    const leaving = new AbortController();
    at.faults.next('load', precededBy(async () => leaving.abort()));

    const told = await at.bookings.create(chair(), { signal: leaving.signal });

    expect(told._unsafeUnwrapErr()).toEqual({ kind: 'aborted', replayed: false });
    expect((await written(at)).bookings).toBe(0);
  });
});

describe('a service that was read and is put back', () => {
  it('may carry its version, which is not what it is judged by', async () => {
    const { bookings } = office();
    const read = (await bookings.putService({ serviceId: 'chair', capacity: 1 }))._unsafeUnwrap();
    const put = (await bookings.putService({ ...read, capacity: 2 }))._unsafeUnwrap();
    expect(put).toEqual({ ...read, capacity: 2, version: 2 });
  });
});
