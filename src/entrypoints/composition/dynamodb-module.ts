import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { OpenTable } from './dynamodb/aws.js';
import { loadDynamodb } from './dynamodb/load.js';
import { tokens } from './tokens.js';

export interface DynamodbModuleOptions {
  readonly tableName: string;
  /**
   * Who carries the events. `stream`, the default: a reader of the table's stream. `poll`: this program's own relay,
   * `bookings.background`.
   */
  readonly relay?: 'stream' | 'poll' | undefined;
  /** How long a call may take, repetitions included, before `store_unavailable`, in milliseconds. Default: 5,000. */
  readonly maxWaitMs?: number | undefined;
  /** How long one request may take before it is sent again, in milliseconds. Default: 2,000. */
  readonly tryMs?: number | undefined;
}

/**
 * Binds `Store` and `FeedTokens` to a DynamoDB table, with a client that has its region, credentials and address from the environment.
 * Closing the store closes the client. For a client of one's own, bind `tokens.Store` to a `dynamodbStore` of it.
 *
 * It loads the AWS packages, and so does nobody else: hence a promise.
 * @throws Error when `@aws-sdk/client-dynamodb` or `@aws-sdk/lib-dynamodb` is not installed.
 */
export async function dynamodbModule(options: DynamodbModuleOptions): Promise<ContainerModule> {
  const { openTable } = await loadDynamodb();
  const opened: ServiceIdentifier<OpenTable> = Symbol('a DynamoDB table');
  return new ContainerModule(({ bind }) => {
    bind(opened)
      .toResolvedValue(() => openTable(options))
      .inSingletonScope();
    bind(tokens.Store)
      .toResolvedValue(({ store }: OpenTable) => store, [opened])
      .inSingletonScope();
    bind(tokens.FeedTokens)
      .toResolvedValue(({ feedTokens }: OpenTable) => feedTokens, [opened])
      .inSingletonScope();
  });
}
