import { describe, expect, it } from 'vitest';
import { type Batch, type Condition, deliver, type Terms } from '../../../scripts/aws-local/stream/batch-delivery.ts';
import type { Reply } from '../../../scripts/aws-local/runtime-api.ts';
import type { StreamRecord } from '../../../scripts/aws-local/stream/record.ts';

const recordNumber = (n: number): StreamRecord => ({
  eventID: `e-${n}`,
  eventName: 'MODIFY',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-central-1',
  eventSourceARN: 'arn',
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(Date.now() / 1_000),
    Keys: {},
    SequenceNumber: String(n),
    SizeBytes: 1,
    StreamViewType: 'NEW_IMAGE',
  },
});
const batchOf = (...numbers: readonly number[]): Batch => numbers.map(recordNumber);
const numbersOf = (batch: Batch): readonly number[] => batch.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));

const answered = (answer: unknown): Reply => ({ kind: 'answered', payload: JSON.stringify(answer) });
const failures = (...numbers: readonly number[]): Reply =>
  answered({ batchItemFailures: numbers.map((n) => ({ itemIdentifier: String(n) })) });
const ERROR: Reply = { kind: 'failed', error: { errorType: 'Error', errorMessage: 'no' } };

/** Delivers 1, 2, … to a function that answers by what it is given; tells of every call, and of what was given up. */
async function delivered(size: number, reply: (numbers: readonly number[]) => Reply, terms: Partial<Terms> = {}) {
  const calls: (readonly number[])[] = [];
  const givenUp: { readonly numbers: readonly number[]; readonly condition: Condition; readonly retries: number }[] = [];
  await deliver(
    {
      reportsItemFailures: true,
      bisects: true,
      mostRetries: 3,
      mostAgeMs: 60_000,
      invoke: async ({ Records }) => {
        calls.push(numbersOf(Records));
        return reply(numbersOf(Records));
      },
      giveUp: (batch, condition, retries) => givenUp.push({ numbers: numbersOf(batch), condition, retries }),
      mayRetry: async () => true,
      ...terms,
    },
    batchOf(...Array.from({ length: size }, (_, n) => n + 1)),
  );
  return { calls, givenUp };
}

describe('a batch of a stream', () => {
  it.each([
    ['no failures', { batchItemFailures: [] }],
    ['null for the failures', { batchItemFailures: null }],
    ['an empty object', {}],
    ['null', null],
    ['something else', 'done'],
  ])('is done when the answer is %s', async (_, answer) => {
    expect(await delivered(2, () => answered(answer))).toEqual({ calls: [[1, 2]], givenUp: [] });
  });

  it('comes again from the lowest failure on, whatever order they are told in', async () => {
    let call = 0;
    const { calls, givenUp } = await delivered(5, () => (call++ === 0 ? failures(4, 2) : failures()));
    expect(calls).toEqual([[1, 2, 3, 4, 5], [2, 3, 4, 5]]);
    expect(givenUp).toEqual([]);
  });

  it.each([
    ['an empty name', { itemIdentifier: '' }],
    ['no name', { itemIdentifier: null }],
    ['the name of no record', { itemIdentifier: '77' }],
    ['a field of another name', { sequenceNumber: '2' }],
  ])('comes again as a whole for a failure with %s', async (_, failure) => {
    let call = 0;
    const { calls } = await delivered(3, () => (call++ === 0 ? answered({ batchItemFailures: [failure] }) : failures()));
    expect(calls).toEqual([[1, 2, 3], [1, 2, 3]]);
  });

  it('comes in halves after an error, until the one that is bad is alone; only that is given up', async () => {
    const { calls, givenUp } = await delivered(4, (numbers) => (numbers.includes(3) ? ERROR : failures()));
    expect(calls).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]);
    expect(givenUp).toEqual([{ numbers: [3], condition: 'RetryAttemptsExhausted', retries: 3 }]);
  });

  it('comes again as it was after an error, where it is not to be cut', async () => {
    const { calls, givenUp } = await delivered(2, () => ERROR, { bisects: false, mostRetries: 1 });
    expect(calls).toEqual([[1, 2], [1, 2]]);
    expect(givenUp).toEqual([{ numbers: [1, 2], condition: 'RetryAttemptsExhausted', retries: 1 }]);
  });

  it('is given up from the first failure on when that does not end: what was before it is done', async () => {
    const { calls, givenUp } = await delivered(3, (numbers) => (numbers.includes(2) ? failures(2) : failures()));
    expect(calls).toEqual([[1, 2, 3], [2, 3], [2, 3], [2, 3]]);
    expect(givenUp).toEqual([{ numbers: [2, 3], condition: 'RetryAttemptsExhausted', retries: 3 }]);
  });

  it('is given up when it is too old', async () => {
    const { givenUp } = await delivered(1, () => ERROR, { mostAgeMs: -1 });
    expect(givenUp).toEqual([{ numbers: [1], condition: 'RecordAgeExceeded', retries: 0 }]);
  });

  it('is done whatever is reported, where reports are not asked for', async () => {
    expect((await delivered(2, () => failures(1), { reportsItemFailures: false })).calls).toEqual([[1, 2]]);
  });

  it('does not come again when the mapping is being stopped', async () => {
    const { calls, givenUp } = await delivered(2, () => ERROR, { mayRetry: async () => false });
    expect({ calls, givenUp }).toEqual({ calls: [[1, 2]], givenUp: [] });
  });
});
