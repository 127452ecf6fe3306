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

/** `mayPass`: the same call may succeed a moment later, so that asking again is worth the wait. */
export interface Failure {
  readonly error: Cancelled | StoreDown;
  readonly mayPass: boolean;
}

const CONDITION_FAILED = 'ConditionalCheckFailed';
const CONFLICT = 'TransactionConflict';
const THROTTLED = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

export const failedItsCondition = ({ Code }: CancellationReason): boolean => Code === CONDITION_FAILED;
export const isInAnothersWay = ({ Code }: CancellationReason): boolean => Code === CONFLICT;

/** Busy, or beside itself: DynamoDB asks to be asked again. The answer to a transaction of ours that is under way, too. */
const PASSING = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TransactionConflictException',
]);

/** What we sent made no sense: nobody but us can mend that. */
const BUGS = new Set(['ValidationException', 'SerializationException', 'IdempotentParameterMismatchException']);

/** Of the network and of the SDK's client, when no answer came or half of one. */
const UNANSWERED = new Set(['AbortError', 'TimeoutError', 'CredentialsProviderError']);

const codeOf = (exception: Error): string => ('code' in exception && typeof exception.code === 'string' ? exception.code : '');

const isFromNetwork = (exception: Error): boolean =>
  UNANSWERED.has(exception.name) || 'syscall' in exception || /^E[A-Z_]+$/.test(codeOf(exception));

const down = (cause: Error, mayPass: boolean): Failure => ({ error: { kind: 'store_unavailable', cause }, mayPass });

function ofTransaction(exception: TransactionCanceledException): Failure {
  const reasons = exception.CancellationReasons ?? [];
  if (reasons.some(failedItsCondition)) return { error: { kind: 'cancelled', reasons }, mayPass: false };
  if (reasons.some(({ Code = '' }) => THROTTLED.has(Code))) return down(exception, true);
  if (reasons.some(isInAnothersWay)) return { error: { kind: 'cancelled', reasons }, mayPass: true };
  throw exception;
}

/** What an exception of the SDK means for the call that it ended. One that means nothing here is a bug, and stays one. */
export function failureOf(exception: unknown): Failure {
  if (exception instanceof TransactionCanceledException) return ofTransaction(exception);
  if (exception instanceof ConditionalCheckFailedException) {
    return { error: { kind: 'cancelled', reasons: [{ Code: CONDITION_FAILED }] }, mayPass: false };
  }
  if (!(exception instanceof Error) || BUGS.has(exception.name)) throw exception;
  if (PASSING.has(exception.name) || isFromNetwork(exception)) return down(exception, true);
  // An answer that is none of the above: no table, no permission, a proxy's page.
  if ('$metadata' in exception || '$response' in exception) return down(exception, isServers(exception));
  throw exception;
}

/** A fault of the service's, not of the request's. */
function isServers(exception: Error & object): boolean {
  const metadata: unknown = '$metadata' in exception ? exception.$metadata : undefined;
  const status = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : 0;
  return typeof status === 'number' && status >= 500;
}
