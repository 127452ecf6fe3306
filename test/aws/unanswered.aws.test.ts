import { describe, expect, it } from 'vitest';
import type { OnAsked } from '../../scripts/aws-local/asked/addresses.ts';
import { arranged } from './arranged.js';
import { callerOf, hourOf } from './caller.js';

const UNAVAILABLE = { status: 503, body: { title: 'Store unavailable', status: 503, type: expect.any(String) } };

/** A table that the HTTP function gets so many answers of, from when it is told to; the others never come. */
function tableThatHangs() {
  let answers = Number.POSITIVE_INFINITY;
  const onAsked: OnAsked = (name, [first]) => {
    if (name !== 'http' || first?.permission.startsWith('dynamodb:') !== true) return undefined;
    answers -= 1;
    return answers >= 0 ? undefined : new Promise<never>(() => undefined);
  };
  return { onAsked, hangAfter: (some: number) => void (answers = some) };
}

describe('a table that does not answer any more', () => {
  it.each([
    ['from the start', 0],
    ['once a create was decided', 1],
  ])('%s: the function says so by itself, and is not ended by Lambda', async (_, answers) => {
    const { onAsked, hangAfter } = tableThatHangs();
    const aws = await arranged({ onAsked });
    const ada = await callerOf(aws, 'ada');
    const book = () => ada('POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: hourOf(10) }, 'once');
    hangAfter(answers);
    expect(await book(), aws.printed()).toMatchObject(UNAVAILABLE);
    expect(aws.functions.http.counts.errors).toEqual({});

    hangAfter(Number.POSITIVE_INFINITY);
    expect(await book(), aws.printed()).toMatchObject({ status: 201, body: { status: 'confirmed', version: 1 } });
  });

  it('once a command was decided, of all that asks most', async () => {
    const { onAsked, hangAfter } = tableThatHangs();
    const aws = await arranged({ onAsked });
    const ada = await callerOf(aws, 'ada');
    const booked = await ada('POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: hourOf(10) });
    const cancel = () => ada('POST', `/bookings/${String(booked.body['bookingId'])}/cancel`, undefined, 'once');
    hangAfter(2);
    expect(await cancel(), aws.printed()).toMatchObject(UNAVAILABLE);
    expect(aws.functions.http.counts.errors).toEqual({});

    hangAfter(Number.POSITIVE_INFINITY);
    expect(await cancel(), aws.printed()).toMatchObject({ status: 200, body: { status: 'cancelled', version: 2 } });
  });
});
