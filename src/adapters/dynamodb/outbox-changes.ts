import type { Condition } from './conditions.js';

/** The partition of the outbox with what was given up on for now. */
export const PARKED = 'PARKED';

/** An error is there to be read, and an item has its bounds. */
export const mostLetters = (error: string): string => error.slice(0, 2_000).toWellFormed();

/** A change to the delivery of one event. The event itself never changes. */
export interface Change extends Condition {
  readonly UpdateExpression: string;
}

const IS_WAITING = 'attribute_exists(outbox) AND outbox <> :parked';
const IS_DUE = '(attribute_not_exists(retryAt) OR retryAt <= :now)';
const IS_FREE = '(attribute_not_exists(leasedBy) OR leasedBy = :relay OR leasedUntil <= :now)';

export const lease = (relayId: string, now: number, leaseMs: number): Change => ({
  UpdateExpression: 'SET leasedBy = :relay, leasedUntil = :until',
  ConditionExpression: `${IS_WAITING} AND ${IS_DUE} AND ${IS_FREE}`,
  ExpressionAttributeValues: { ':parked': PARKED, ':relay': relayId, ':now': now, ':until': now + leaseMs },
});

/** Out of the outbox, whoever holds it: it stays in the history. An event that is not stored is not made by this. */
export const deliver: Change = {
  UpdateExpression: 'REMOVE outbox, outboxPlace, attempts, retryAt, lastError, leasedBy, leasedUntil',
  ConditionExpression: 'attribute_exists(pk)',
};

const isHeldBy = (relayId: string): Condition => ({
  ConditionExpression: `${IS_WAITING} AND leasedBy = :relay`,
  ExpressionAttributeValues: { ':parked': PARKED, ':relay': relayId },
});

function changed(condition: Condition, UpdateExpression: string, values: Record<string, unknown>): Change {
  return {
    ...condition,
    UpdateExpression,
    ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ...values },
  };
}

export const retry = (relayId: string, error: string, retryAt: number): Change =>
  changed(
    isHeldBy(relayId),
    'SET attempts = attempts + :one, lastError = :error, retryAt = :retryAt REMOVE leasedBy, leasedUntil',
    { ':one': 1, ':error': error, ':retryAt': retryAt },
  );

export const park = (relayId: string, error: string): Change =>
  changed(
    isHeldBy(relayId),
    'SET attempts = attempts + :one, lastError = :error, outbox = :parked REMOVE retryAt, leasedBy, leasedUntil',
    { ':one': 1, ':error': error },
  );

/** Of an event that is in no outbox, for a stream carries it. One that is not stored is not made by this. */
export const countFailure = (error: string): Change => ({
  UpdateExpression: 'SET attempts = if_not_exists(attempts, :none) + :one, lastError = :error',
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeValues: { ':none': 0, ':one': 1, ':error': error },
});

/** Whoever carries it, and again as once. */
export const parkHere = (place: string): Change => ({
  UpdateExpression:
    'SET outbox = :parked, outboxPlace = if_not_exists(outboxPlace, :place) REMOVE retryAt, leasedBy, leasedUntil',
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeValues: { ':parked': PARKED, ':place': place },
});

/** As if new, in its old place. */
export const unpark = (shard: string): Change => ({
  UpdateExpression: 'SET outbox = :shard, attempts = :none REMOVE lastError',
  ConditionExpression: 'outbox = :parked',
  ExpressionAttributeValues: { ':parked': PARKED, ':shard': shard, ':none': 0 },
});
