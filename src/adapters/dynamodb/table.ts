import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Call, Patience, Request, Terms } from './repeated-call.js';

/** What every part of the store shares. */
export interface Table extends Patience {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** For writes, which may be cancelled. */
  readonly write: Call;
  /** For everything that has no condition. */
  readonly ask: <T>(request: Request<T>, terms?: Terms) => ResultAsync<T, StoreDown>;
}
