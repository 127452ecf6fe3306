import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { answer, requestIn, type WireAnswer, type WireRequest } from './wire.js';

export type Answering = (request: WireRequest, signal: AbortSignal | undefined) => WireAnswer | Promise<WireAnswer>;

export interface AnsweringClient {
  readonly client: DynamoDBClient;
  /** What came through, oldest first. */
  readonly received: readonly WireRequest[];
}

/** Everything is done, and nothing is found. */
export const blank: Answering = () => answer({});

/**
 * The SDK's own client, but for the network: `answers` are given one after the other, then `rest`. Enough for what is
 * said to a store; what it finds in a table, a real one has to tell.
 */
export function answeringClient(answers: readonly Answering[] = [], rest: Answering = blank): AnsweringClient {
  const received: WireRequest[] = [];
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (sent: unknown, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
        const given = answers[received.length] ?? rest;
        const request = requestIn(sent);
        received.push(request);
        return { response: await given(request, abortSignal) };
      },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
  });
  return { client, received };
}
