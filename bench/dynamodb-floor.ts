import { randomUUID } from 'node:crypto';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';

/** A request as it goes to DynamoDB: the operation, and its input as JSON. */
export interface Sent {
  readonly operation: string;
  readonly input: string;
}

/** It tries once: the store repeats by itself, and raw calls are to do no more. */
export const oneTryClient = (): DynamoDBClient => new DynamoDBClient({ maxAttempts: 1 });

/** A client that tells what it sends. */
export function overheardClient(hear: (sent: Sent) => void): DynamoDBClient {
  const client = oneTryClient();
  client.middlewareStack.add(
    (next) => (args) => {
      hear(sentIn(args.request));
      return next(args);
    },
    { step: 'finalizeRequest', name: 'overheard' },
  );
  return client;
}

function sentIn(request: unknown): Sent {
  const { headers, body } = request as { readonly headers: Record<string, string>; readonly body: string | Uint8Array };
  return { operation: headers['x-amz-target']?.split('.')[1] ?? '', input: typeof body === 'string' ? body : new TextDecoder().decode(body) };
}

export type RawCalls = () => Promise<void>;

/**
 * Requests that were overheard, to be sent once more with other ids of the same length: the least that a program does
 * which wants the same of DynamoDB. They are made before the clock runs.
 */
export function rawCalls(client: DynamoDBClient, requests: readonly Sent[], ids: Readonly<Record<string, string>>): RawCalls {
  const calls = requests.map(({ operation, input }) => {
    const text = Object.entries(ids).reduce((body, [from, to]) => body.replaceAll(from, to), input);
    const request: never = JSON.parse(text) as never;
    return rawCall(client, operation, request);
  });
  return async () => {
    for (const call of calls) await call();
  };
}

function rawCall(client: DynamoDBClient, operation: string, input: never): () => Promise<unknown> {
  switch (operation) {
    case 'GetItem':
      return () => client.send(new GetItemCommand(input));
    case 'BatchGetItem':
      return () => client.send(new BatchGetItemCommand(input));
    case 'TransactWriteItems':
      Object.assign(input, { ClientRequestToken: randomUUID() });
      return () => client.send(new TransactWriteItemsCommand(input));
    default:
      throw new Error(`the raw calls know no ${operation}`);
  }
}
