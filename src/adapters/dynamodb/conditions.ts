/** What must be stored for a write to happen. Expressions are fixed: what comes from a caller is a value. */
export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

export const nothingStored: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

export const isStored: Condition = { ConditionExpression: 'attribute_exists(pk)' };

export const storedVersionIs = (version: number): Condition => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: { ':version': version },
});

/** The stored one is the version before the one to write; before the first there is none. */
export const isNextVersion = (version: number): Condition =>
  version === 1 ? nothingStored : storedVersionIs(version - 1);

/** No record in this scope, or exactly the one that was read. */
export const noRecordBut = (requestId: string | undefined): Condition =>
  requestId === undefined
    ? nothingStored
    : {
        ConditionExpression: 'attribute_not_exists(pk) OR requestId = :requestId',
        ExpressionAttributeValues: { ':requestId': requestId },
      };
