import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/adapters/dynamodb/dynamodb-errors.js';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { changeTo } from '../../../src/entrypoints/testing/contract/write.js';
import { confirmed, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import type { Store } from '../../../src/ports/index.js';
import { type Answering, answeringClient } from './faults/answering-client.js';
import { answer, cancellation, refusal } from './faults/wire.js';

const aCommit = changeTo(confirmed());

/** What the first try is told; a second one finds that all is well. */
async function told<T>(first: Answering, call: (store: Store) => T) {
  const { client, received } = answeringClient([first]);
  const store = dynamodbStore(client, { tableName: 'table', relay: 'poll', maxWaitMs: 60_000, tryMs: 60_000 });
  return { outcome: await call(store), tries: received.length };
}
const read = (first: Answering) => told(first, ({ repository }) => repository.get('b-1'));
const commit = (first: Answering) => told(first, ({ repository }) => repository.commit(aCommit));

const named = (name: string, status = 400): Answering => () => refusal(name, {}, status);
const thrown = (facts: object): Answering => () => Promise.reject(Object.assign(new Error('from the network'), facts));
const thrownBy = (work: () => unknown): object => {
  try {
    return { value: work() };
  } catch (bug) {
    return { bug };
  }
};
const ok = expect.objectContaining({ value: undefined });
const down = (cause: object) =>
  expect.objectContaining({ error: { kind: 'store_unavailable', cause: expect.objectContaining(cause) } });

describe('what DynamoDB may think better of', () => {
  it.each([
    ['ThrottlingException', 400],
    ['ProvisionedThroughputExceededException', 400],
    ['RequestLimitExceeded', 400],
    ['TransactionConflictException', 400],
    ['TransactionInProgressException', 400],
    ['InternalServerError', 500],
    ['ServiceUnavailable', 503],
    ['SomethingOfNextYear', 500],
  ])('is asked again: %s', async (name, status) => {
    for (const call of [read, commit]) expect(await call(named(name, status))).toEqual({ outcome: ok, tries: 2 });
  });

  it.each([
    ['a connection refused', { code: 'ECONNREFUSED', syscall: 'connect' }],
    ['a connection that broke', { code: 'ECONNRESET' }],
    ['a pipe that broke', { code: 'EPIPE' }],
    ['a name that is not found', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['the SDK’s own time limit', { name: 'TimeoutError' }],
    ['a request that was ended', { name: 'AbortError' }],
    ['credentials that did not come', { name: 'CredentialsProviderError' }],
  ])('is asked again after %s', async (_, facts) => {
    for (const call of [read, commit]) expect(await call(thrown(facts))).toEqual({ outcome: ok, tries: 2 });
  });

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict'])(
    'is sent again when an item of the transaction met with %s',
    async (code) => {
      expect(await commit(() => cancellation(['None', code]))).toEqual({ outcome: ok, tries: 2 });
    },
  );
});

describe('what stays as it is', () => {
  it.each(['ResourceNotFoundException', 'AccessDeniedException', 'UnrecognizedClientException', 'SomethingOfNextYear'])(
    'is not asked twice, and is the cause that is given: %s',
    async (name) => {
      for (const call of [read, commit]) expect(await call(named(name))).toEqual({ outcome: down({ name }), tries: 1 });
    },
  );

  it.each(['ValidationException', 'SerializationException', 'IdempotentParameterMismatchException'])(
    'is a bug of ours, and not called anything else: %s',
    async (name) => {
      for (const call of [read, commit]) await expect(call(named(name))).rejects.toMatchObject({ name });
    },
  );

  it('is not asked twice when nobody knows what happened to it on its way', async () => {
    const lost: Answering = () => Promise.reject(new TypeError('x is not a function'));
    const outcome = down({ name: 'TypeError' });
    for (const call of [read, commit]) expect(await call(lost)).toEqual({ outcome, tries: 1 });
  });

  it.each(['ERR_INVALID_URL', 'ERR_INVALID_ARG_TYPE', 'ERR_TLS_CERT_ALTNAME_INVALID'])('is not asked twice after %s, which is not of the network', async (code) => {
    const outcome = down({ code });
    for (const call of [read, commit]) expect(await call(thrown({ code }))).toEqual({ outcome, tries: 1 });
  });

  it('is a bug when it never came so far as to be sent', () => {
    for (const bug of [new TypeError('x is not a function'), 'a word', undefined, { name: 'ThrottlingException' }]) {
      expect(thrownBy(() => failureOf(bug))).toEqual({ bug });
    }
  });

  it('is a bug when a transaction was cancelled for what it says', async () => {
    await expect(commit(() => cancellation(['ValidationError', 'None']))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
    await expect(commit(() => refusal('TransactionCanceledException'))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
  });
});

describe('a condition that failed', () => {
  it.each(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'decides, although another item of the transaction met with %s',
    async (other) => {
      for (const codes of [[other, 'ConditionalCheckFailed'], ['ConditionalCheckFailed', other]]) {
        const { outcome, tries } = await commit(() => cancellation(codes));
        expect(outcome).toMatchObject({ error: { kind: 'conflict', on: ['booking'] } });
        expect(tries).toBe(1);
      }
    },
  );

  it('of a single item means that there is no such event to be told of', async () => {
    const first = named('ConditionalCheckFailedException');
    const { outcome, tries } = await told(first, (store) => store.outbox?.delivered(['b-1:1']));
    expect(outcome).toMatchObject({ value: undefined });
    expect(tries).toBe(1);
  });

  it('of the outbox means that somebody else has the event by now', async () => {
    const first: Answering = () => cancellation(['ConditionalCheckFailed']);
    const { outcome } = await told(first, (store) => store.outbox?.failed('relay', 'b-1:1', 'no', NOW));
    expect(outcome).toMatchObject({ value: false });
  });
});

it('an answer without anything in it is an answer', async () => {
  expect(await read(() => answer({}))).toEqual({ outcome: ok, tries: 1 });
});
