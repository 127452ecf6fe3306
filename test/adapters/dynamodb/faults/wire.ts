import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What the SDK's client is answered with, before it has made sense of it. */
export interface WireAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** A request on its way to DynamoDB, signed and ready to be sent. */
export interface WireRequest {
  /** `TransactWriteItems`, for instance. */
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** By which DynamoDB knows a transaction again. */
  readonly token: string | undefined;
}

export const page = (statusCode: number, words: string, headers: Readonly<Record<string, string>> = {}): WireAnswer => ({
  statusCode,
  headers,
  body: Readable.from([Buffer.from(words)]),
});

export const answer = (body: object, statusCode = 200): WireAnswer => page(statusCode, JSON.stringify(body));

/** The client makes of it the exception of that name. */
export const refusal = (name: string, facts: object = {}, statusCode = 400): WireAnswer =>
  answer({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `${name}, injected`, ...facts }, statusCode);

/** A transaction cancelled with a reason for each of its items, in their order. */
export const cancellation = (codes: readonly string[]): WireAnswer =>
  refusal('TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) => ({ Code, ...(Code !== 'None' && { Message: `${Code}, injected` }) })),
  });

export const bodyOf = async ({ body }: WireAnswer): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(await text(body));

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const isSent = (request: unknown): request is Sent =>
  typeof request === 'object' && request !== null && 'headers' in request && 'body' in request;

const isAnswer = (response: unknown): response is WireAnswer =>
  typeof response === 'object' && response !== null && 'statusCode' in response && 'body' in response;

export function requestIn(request: unknown): WireRequest {
  if (!isSent(request)) throw new TypeError('not a request of the SDK');
  const body: Readonly<Record<string, unknown>> = JSON.parse(
    typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body),
  );
  const token = body['ClientRequestToken'];
  return {
    operation: request.headers['x-amz-target']?.replace(/^.*\./, '') ?? '',
    body,
    token: typeof token === 'string' ? token : undefined,
  };
}

export function answerIn(response: unknown): WireAnswer {
  if (!isAnswer(response)) throw new TypeError('not an answer to a request of the SDK');
  return response;
}
