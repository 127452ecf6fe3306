import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { StoreDown } from '../../ports/index.js';

/** Nothing was written, with a reason for each item of the transaction, in their order. */
export interface Cancelled {
  readonly kind: 'cancelled';
  readonly reasons: readonly CancellationReason[];
}

/** For whom it makes no difference why nothing was written. */
export const toStoreDown = (error: Cancelled | StoreDown): StoreDown =>
  error.kind === 'cancelled' ? { kind: 'store_unavailable', cause: error.reasons } : error;

export interface Failure {
  readonly error: Cancelled | StoreDown;
  /** The same call may succeed a moment later, so that asking again is worth the wait. */
  readonly mayPass: boolean;
  /** What was asked for may have been done, or may be done yet. */
  readonly mayHaveHappened: boolean;
}

const CONDITION_FAILED = 'ConditionalCheckFailed';
const CONFLICT = 'TransactionConflict';
const THROTTLED = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

export const failedItsCondition = ({ Code }: CancellationReason): boolean => Code === CONDITION_FAILED;
export const isInAnothersWay = ({ Code }: CancellationReason): boolean => Code === CONFLICT;

/** Too busy to begin: DynamoDB asks to be asked again. */
const BUSY = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
]);

/** A transaction of ours is under way: an earlier try of this one. */
const UNDER_WAY = 'TransactionInProgressException';

/** What we sent made no sense: nobody but us can mend that. */
const BUGS = new Set(['ValidationException', 'SerializationException', 'IdempotentParameterMismatchException']);

/** Of the network and of the SDK's client, when no answer came or half of one. */
const UNANSWERED = new Set(['AbortError', 'TimeoutError', 'CredentialsProviderError']);

const codeOf = (exception: Error): string => ('code' in exception && typeof exception.code === 'string' ? exception.code : '');

/** The operating system's codes, such as `ECONNRESET`. Node's own begin with `ERR_`, and tell of bugs and bad addresses. */
const isFromNetwork = (exception: Error): boolean =>
  UNANSWERED.has(exception.name) || 'syscall' in exception || /^E(?!RR_)[A-Z_]+$/.test(codeOf(exception));

const down = (cause: Error, mayPass: boolean, mayHaveHappened: boolean): Failure => ({
  error: { kind: 'store_unavailable', cause },
  mayPass,
  mayHaveHappened,
});
const cancelled = (reasons: readonly CancellationReason[], mayPass: boolean): Failure => ({
  error: { kind: 'cancelled', reasons },
  mayPass,
  mayHaveHappened: false,
});

function ofTransaction(exception: TransactionCanceledException): Failure {
  const reasons = exception.CancellationReasons ?? [];
  if (reasons.some(failedItsCondition)) return cancelled(reasons, false);
  if (reasons.some(({ Code = '' }) => THROTTLED.has(Code))) return down(exception, true, false);
  if (reasons.some(isInAnothersWay)) return cancelled(reasons, true);
  throw exception;
}

/** What an exception of the SDK means for the call that it ended. One that means nothing here is a bug, and stays one. */
export function failureOf(exception: unknown): Failure {
  if (exception instanceof TransactionCanceledException) return ofTransaction(exception);
  if (exception instanceof ConditionalCheckFailedException) return cancelled([{ Code: CONDITION_FAILED }], false);
  if (!(exception instanceof Error) || BUGS.has(exception.name)) throw exception;
  if (BUSY.has(exception.name)) return down(exception, true, false);
  if (exception.name === UNDER_WAY || isFromNetwork(exception)) return down(exception, true, true);
  const answer = '$metadata' in exception ? answerIn(exception.$metadata) : undefined;
  if (!answer) throw exception;
  // An answer that is none of the above: beside itself, no table, no permission, a proxy's page.
  const isRefusal = answer.status >= 400 && answer.status < 500;
  return down(exception, answer.status >= 500 || answer.hasSetOurClock, !isRefusal);
}

/** Of a request whose signature had the wrong time, the SDK learns the right one: the next request has it. */
function answerIn(metadata: unknown): { readonly status: number; readonly hasSetOurClock: boolean } | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status = 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return {
    status: typeof status === 'number' ? status : 0,
    hasSetOurClock: 'clockSkewCorrected' in metadata && metadata.clockSkewCorrected === true,
  };
}
