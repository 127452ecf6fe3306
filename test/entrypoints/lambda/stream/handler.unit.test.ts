import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { errAsync, ok, okAsync, ResultAsync } from '../../../../src/domain/result.js';
import { createStreamHandler, type StreamHandlerOptions, type StreamRecord } from '../../../../src/entrypoints/lambda/index.js';
import { broadcaster, fails, notifier } from '../../../unit/use-cases/messengers.js';
import { parking } from '../../../unit/use-cases/push/ground.js';
import { manualClock } from '../../../../src/entrypoints/testing/index.js';
import { HOUR, iso, NOW } from '../../../unit/builders.js';
import { bookingImage, invocation, numberOf, recordOf, records } from './records.js';

const logger = { warn: () => undefined, error: () => undefined };

function ground(given: Partial<StreamHandlerOptions> = {}) {
  const told = notifier();
  const counting = parking();
  const clock = manualClock(iso(NOW));
  const handler = createStreamHandler({ notifier: told, parking: counting, logger, clock, ...given });
  const failed = async (Records: readonly StreamRecord[], left?: () => number): Promise<readonly string[]> =>
    (await handler({ Records }, invocation(left))).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return { told, counting, handler, failed };
}
const refusing = (...eventIds: readonly string[]) =>
  notifier(({ eventId }) => (eventIds.includes(eventId) ? fails() : okAsync(undefined)));

describe('a batch of the stream', () => {
  it('is delivered, each booking in order, and nothing of it comes again', async () => {
    const { told, failed } = ground();
    expect(await failed(records('a:1', 'b:1', 'a:2', 'b:2'))).toEqual([]);
    for (const booking of ['a', 'b']) {
      expect(told.attempts.filter((id) => id.startsWith(booking))).toEqual([`${booking}:1`, `${booking}:2`]);
    }
  });

  it('with an event that fails is answered with the numbers of what has to come again, in its order', async () => {
    const batch = records('a:1', 'a:2', 'b:1', 'a:3', 'b:2');
    const { failed } = ground({ notifier: refusing('a:2') });
    expect(await failed(batch)).toEqual([batch[1], batch[3]].map((record) => record && numberOf(record)));
  });

  it('has its failures counted over all its tries; the last one parks, and the rest goes on', async () => {
    const batch = records('a:1', 'a:2');
    const refused = refusing('a:1');
    const { counting, failed } = ground({ notifier: refused, mostAttempts: 3 });
    expect(await failed(batch)).toHaveLength(2);
    expect(await failed(batch)).toHaveLength(2);
    expect(await failed(batch)).toEqual([]);
    expect([...counting.parked]).toEqual(['a:1']);
    expect(refused.received.map(({ eventId }) => eventId)).toEqual(['a:2']);
  });

  it('parks at the fifth failure, if nothing else is said', async () => {
    const { failed } = ground({ notifier: refusing('a:1') });
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await failed(records('a:1'))).length);
    expect(answers).toEqual([1, 1, 1, 1, 0]);
  });

  it('in which one booking has thirty events that all fail has ended after as many tries as one event has', async () => {
    const batch = records(...Array.from({ length: 30 }, (_, n) => `a:${n + 1}`));
    const { counting, failed } = ground({ notifier: notifier(() => fails()) });
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await failed(batch)).length);
    expect(answers).toEqual([30, 30, 30, 30, 0]);
    expect(counting.parked.size).toBe(30);
  });

  it('with an event that is not stored, so that it can be parked nowhere, comes again for none that are behind it', async () => {
    const nowhere = { failed: () => errAsync({ kind: 'not_found' as const }) };
    const { version: _, ...unnumbered } = bookingImage('a:1');
    const { told, failed } = ground({ parking: nowhere });
    expect(await failed([recordOf({ ...unnumbered, version: { S: 'one' } }), ...records('a:2', 'a:3', 'b:1')])).toEqual([]);
    expect(told.attempts.toSorted()).toEqual(['a:2', 'a:3', 'b:1']);
  });

  it('is shown to boards once, however often it comes again', async () => {
    const boards = broadcaster();
    const { failed } = ground({ notifier: refusing('a:1'), broadcaster: boards });
    const batch = records('a:1', 'a:2', 'b:1');
    for (let n = 0; n < 3; n += 1) expect(await failed(batch)).toHaveLength(2);
    expect(boards.attempts).toEqual(['a:1', 'b:1']);
    // Other batches come in between.
    await failed(records('c:1'));
    await failed(batch);
    expect(boards.attempts).toEqual(['a:1', 'b:1', 'c:1']);
  });

  it('is broadcast, too', async () => {
    const boards = broadcaster();
    const { failed } = ground({ broadcaster: boards });
    expect(await failed(records('a:1', 'b:1'))).toEqual([]);
    expect(boards.attempts).toEqual(['a:1', 'b:1']);
  });
});

describe('an outage in which the topic takes nothing', () => {
  const BATCH = ['a:1', 'b:1', 'a:2', 'c:1', 'b:2', 'a:3'];
  /** Events made just now, by a clock that stands until it is set. */
  const outage = (given: Partial<StreamHandlerOptions> = {}) => {
    const clock = manualClock(iso(NOW - HOUR));
    let isOver = false;
    const told = notifier(() => (isOver ? okAsync(undefined) : fails()));
    const at = ground({ notifier: told, clock, ...given });
    return { ...at, told, clock, end: () => (isOver = true) };
  };

  it('parks nothing, however often the batch comes meanwhile, and all is heard in order when it has ended', async () => {
    const { told, counting, failed, end } = outage();
    const batch = records(...BATCH);
    for (let n = 0; n < 40; n += 1) expect(await failed(batch)).toEqual(batch.map(numberOf));
    end();
    expect(await failed(batch)).toEqual([]);
    expect([...counting.parked]).toEqual([]);
    for (const booking of ['a', 'b', 'c']) {
      const heard = told.received.map(({ eventId }) => eventId).filter((id) => id.startsWith(booking));
      expect(heard).toEqual(BATCH.filter((id) => id.startsWith(booking)));
    }
  });

  it('for longer than five minutes, unless other is said, parks what it kept waiting', async () => {
    const { counting, failed, clock } = outage();
    const batch = records(...BATCH);
    for (let n = 0; n < 5; n += 1) expect(await failed(batch)).toHaveLength(BATCH.length);
    clock.advance({ ms: 299_999 });
    expect(await failed(batch)).toHaveLength(BATCH.length);
    clock.advance({ ms: 1 });
    expect(await failed(batch)).toEqual([]);
    expect([...counting.parked].toSorted()).toEqual(BATCH.toSorted());
  });

  it.each([0, 2_000])('may be said to park after %i ms', async (parkAfterMs) => {
    const { counting, failed, clock } = outage({ parkAfterMs });
    clock.advance({ ms: parkAfterMs });
    for (let n = 0; n < 4; n += 1) await failed(records('a:1'));
    expect([counting.parked.size, await failed(records('a:1'))]).toEqual([0, []]);
  });
});

describe('what went through beside an event that failed', () => {
  it('comes again with it, and is not told again by the same function', async () => {
    const batch = records('a:1', 'b:1', 'b:2');
    let isDown = true;
    const told = notifier(({ eventId }) => (isDown && eventId === 'a:1' ? fails() : okAsync(undefined)));
    const { failed } = ground({ notifier: told });
    expect(await failed(batch)).toHaveLength(1);
    isDown = false;
    expect(await failed([...batch, ...records('b:3')])).toEqual([]);
    expect(told.attempts).toEqual(['a:1', 'b:1', 'b:2', 'a:1', 'b:3']);
  });

  it('is not told again either when other batches came in between', async () => {
    const batch = records('a:1', 'b:1');
    const told = notifier(({ eventId }) => (eventId === 'a:1' ? fails() : okAsync(undefined)));
    const { failed } = ground({ notifier: told });
    for (let n = 1; n <= 3; n += 1) {
      await failed(batch);
      await failed(records(`c:${n}`));
    }
    expect(told.attempts).toEqual(['a:1', 'b:1', 'c:1', 'a:1', 'c:2', 'a:1', 'c:3']);
  });

  it('is told again by another one, and by the same once nothing was left: then somebody means it', async () => {
    const batch = records('a:1', 'b:1');
    const { told, failed } = ground();
    await failed(batch);
    await failed(batch);
    expect(told.attempts).toEqual(['a:1', 'b:1', 'a:1', 'b:1']);
  });
});

describe('records that are no events', () => {
  it.each<[string, StreamRecord]>([
    ['a deletion', recordOf(bookingImage('a:1'), { eventName: 'REMOVE' })],
    ['a deletion without an image', { eventName: 'REMOVE', dynamodb: { SequenceNumber: '1' } }],
    ['an event item', recordOf({ ...bookingImage('a:1'), sk: { S: 'EVENT#0000000001' } })],
    ['a service day', recordOf({ pk: { S: 'DAY#chair#2030-03-02' }, sk: { S: 'DAY' }, schema: { N: '1' } })],
    ['another program’s item', recordOf({ id: { N: '7' } })],
  ])('are passed over: %s', async (_, record) => {
    const { told, failed } = ground();
    expect(await failed([record, ...records('b:1')])).toEqual([]);
    expect(told.attempts).toEqual(['b:1']);
  });

  it('inserted or modified, a booking is told of', async () => {
    const { told, failed } = ground();
    const inserted = recordOf(bookingImage('a:1'), { eventName: 'INSERT' });
    expect(await failed([inserted, recordOf(bookingImage('a:2'))])).toEqual([]);
    expect(told.attempts).toEqual(['a:1', 'a:2']);
  });
});

describe('one bad record among ten', () => {
  const nine = ['a:1', 'b:1', 'c:1', 'a:2', 'b:2', 'c:2', 'a:3', 'b:3', 'c:3'];

  it.each<[string, StreamRecord]>([
    ['of a newer release', recordOf({ ...bookingImage('bad:1'), schema: { N: '2' } })],
    ['of a stream that carries keys alone', recordOf(bookingImage('bad:1'), { dynamodb: { SequenceNumber: '7' } })],
    ['that is damaged', recordOf({ ...bookingImage('bad:1'), state: { S: '{' } })],
    ['whose image is none', recordOf(bookingImage('bad:1'), { dynamodb: { SequenceNumber: '7', ...JSON.parse('{"NewImage":"?"}') } })],
    ['whose attributes are none', recordOf(bookingImage('bad:1'), { dynamodb: { SequenceNumber: '7', ...JSON.parse('{"NewImage":{"pk":null}}') } })],
  ])('%s comes again under its number, and the nine are delivered', async (_, bad) => {
    const { told, failed } = ground();
    const batch = records(...nine);
    expect(await failed([...batch.slice(0, 4), bad, ...batch.slice(4)])).toEqual([numberOf(bad)]);
    expect(told.received.map(({ eventId }) => eventId).toSorted()).toEqual(nine.toSorted());
  });

  it.each<[string, unknown]>([
    ['of a queue', { eventSource: 'aws:sqs', messageId: '1', body: '{}' }],
    ['of another stream', { eventSource: 'aws:kinesis', kinesis: { sequenceNumber: '1' } }],
    ['without a change', { eventSource: 'aws:dynamodb' }],
    ['that is nothing', null],
    ['that is text', 'record'],
  ])('%s has no number of its own, so the whole batch comes again; the nine are delivered', async (_, bad) => {
    const errors: [object, string][] = [];
    const { told, handler } = ground({ logger: { ...logger, error: (facts, message) => void errors.push([facts, message]) } });
    const event = JSON.parse(JSON.stringify({ Records: [bad, ...records(...nine)] }));
    expect(await handler(event, invocation())).toEqual({ batchItemFailures: [{ itemIdentifier: '' }] });
    expect(told.received).toHaveLength(9);
    expect(errors).toEqual([[{ records: 1 }, 'not records of a DynamoDB stream with new images']]);
  });

  it('of a newer release holds up its own booking until it is parked, and no other', async () => {
    const { told, counting, failed } = ground({ mostAttempts: 2 });
    const bad = recordOf({ ...bookingImage('a:2'), schema: { N: '2' } });
    const [first, third, other] = records('a:1', 'a:3', 'b:1');
    const batch = [first, bad, third, other].flatMap((record) => record ?? []);
    expect(await failed(batch)).toEqual([bad, third].map((record) => record && numberOf(record)));
    expect(await failed(batch)).toEqual([]);
    expect(told.attempts).toEqual(['a:1', 'b:1', 'a:3']);
    expect([...counting.parked]).toEqual(['a:2']);
    expect(counting.errors[0]).toMatch(/^UnreadableItem: the item BOOKING#a \/ BOOKING has schema 2, newer/);
  });
});

it('a batch of nothing is nothing', async () => {
  expect(await ground().failed([])).toEqual([]);
});

it.each([undefined, null, {}, { Records: null }, { Records: {} }, 'event', []])('what has no list of records (%j) fails, and is not answered', async (event) => {
  const { handler } = ground();
  await expect(handler(JSON.parse(JSON.stringify(event) ?? 'null'), invocation())).rejects.toThrow(TypeError);
});

describe('an invocation whose time runs out', () => {
  it('begins nothing more, and lets the rest come again without counting it', async () => {
    let left = 60_000;
    const slow = notifier(() => {
      left -= 16_000;
      return okAsync(undefined);
    });
    const { counting, failed } = ground({ notifier: slow });
    const batch = records('a:1', 'a:2', 'a:3', 'a:4', 'a:5');
    expect(await failed(batch, () => left)).toEqual(batch.slice(3).map(numberOf));
    expect(slow.attempts).toEqual(['a:1', 'a:2', 'a:3']);
    expect(counting.counts.size).toBe(0);
  });

  it('begins something, however short it is: no batch comes for ever', async () => {
    for (const ms of [3_000, 500, 50]) {
      const { told, failed } = ground();
      expect(await failed(records('a:1'), () => ms)).toEqual([]);
      expect(told.attempts).toEqual(['a:1']);
    }
  });

  it.each([4, 50, 1_999])('counts no delivery that had too little of it: of %i ms left, one of 100 ms gets through', async (ms) => {
    const slow = notifier(() => new ResultAsync(sleep(100, ok(undefined))));
    const { counting, failed } = ground({ notifier: slow });
    expect(await failed(records('a:1', 'b:1'), () => ms)).toEqual([]);
    expect(slow.received).toHaveLength(2);
    expect(counting.counts.size).toBe(0);
  });

  it.each([
    [400, 500],
    [2_004, 501],
  ])('and is %i ms long waits %i ms for an answer', async (ms, most) => {
    const silent = notifier(() => new ResultAsync(new Promise<never>(() => undefined)));
    const { counting, failed } = ground({ notifier: silent });
    expect(await failed(records('a:1'), () => ms)).toHaveLength(1);
    expect(counting.errors).toEqual([`Error: no answer within ${most} ms`]);
  });

  it.each([0, -3])('begins nothing when it is over (%i ms left), and counts nothing', async (ms) => {
    const { told, counting, failed } = ground();
    expect(await failed(records('a:1', 'b:1'), () => ms)).toHaveLength(2);
    expect([told.attempts, counting.counts.size]).toEqual([[], 0]);
  });

  it('tells boards for as long as they may hold up the next batch, all of its events together', async () => {
    let left = 60_000;
    const boards = broadcaster(() => {
      left -= 3_000;
      return okAsync(undefined);
    });
    const { failed } = ground({ broadcaster: boards, broadcastsMs: 8_000 });
    expect(await failed(records('a:1', 'b:1', 'c:1', 'd:1'), () => left)).toEqual([]);
    expect(boards.attempts).toEqual(['a:1', 'b:1', 'c:1']);
  });

  it('does not wait for a notifier, a broadcaster or a parking that hangs', async () => {
    const hangs = () => new Promise<never>(() => undefined);
    const signals: AbortSignal[] = [];
    const deaf = { notify: (_: unknown, signal: AbortSignal) => (signals.push(signal), hangs()) };
    const { failed } = ground({ notifier: deaf, broadcaster: { broadcast: hangs }, parking: { failed: hangs }, timeoutMs: 20, broadcastsMs: 20 });
    expect(await failed(records('a:1', 'a:2'))).toHaveLength(2);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

it('a log that throws stops no delivery', async () => {
  const loud = () => {
    throw new Error('disk full');
  };
  const { failed } = ground({ notifier: refusing('a:1'), logger: { warn: loud, error: loud } });
  expect(await failed(records('a:1', 'b:1'))).toHaveLength(1);
});

it.each<[string, object]>([
  ['notifier', { parking: parking() }],
  ['parking', { notifier: notifier() }],
  ['mostAttempts', { notifier: notifier(), parking: parking(), mostAttempts: 0 }],
  ['mostAttempts', { notifier: notifier(), parking: parking(), mostAttempts: 1.5 }],
  ['parkAfterMs', { notifier: notifier(), parking: parking(), parkAfterMs: -1 }],
  ['parkAfterMs', { notifier: notifier(), parking: parking(), parkAfterMs: 43_200_001 }],
  ['timeoutMs', { notifier: notifier(), parking: parking(), timeoutMs: -1 }],
  ['broadcastsMs', { notifier: notifier(), parking: parking(), broadcastsMs: 0 }],
])('is not made with a bad %s', (what, options) => {
  expect(() => createStreamHandler(Object.assign(JSON.parse('{}'), options))).toThrow(new RegExp(what));
});
