import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from './listening.ts';
import { textOf } from './body-of.ts';

/** One event for a function. */
export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** Until when it must have answered, in epoch milliseconds. */
  readonly deadline: number;
  /** As JSON. */
  readonly event: string;
}

/** What a runtime tells of an error, and Lambda to whoever invoked the function. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type Reply =
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };

const NEXT = 'GET /2018-06-01/runtime/invocation/next';
const INIT_ERROR = 'POST /2018-06-01/runtime/init/error';
const OUTCOME = /^POST \/2018-06-01\/runtime\/invocation\/([\w-]+)\/(response|error)$/;

const send = (response: ServerResponse, status: number, body = '{"status":"OK"}'): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(body);

/** The end of Lambda's Runtime API that one process talks to. It has one invocation at a time. */
export class RuntimeApi {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #started = Promise.withResolvers<FunctionError | undefined>();
  readonly #onReply: () => void;
  #asking: ServerResponse | undefined;
  #waiting: Invocation | undefined;
  #underWay: { readonly requestId: string; readonly settle: (reply: Reply) => void } | undefined;

  /** @param onReply Called when a reply is here, before the process is told so. */
  constructor(onReply: () => void) {
    this.#onReply = onReply;
    // A process may be stopped for as long as one likes.
    Object.assign(this.#server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  }

  /** Answers with the address, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly listen = async (): Promise<string> => `127.0.0.1:${await listening(this.#server)}`;

  /** When the process has asked for work for the first time, or has told why it cannot begin. */
  get started(): Promise<FunctionError | undefined> {
    return this.#started.promise;
  }

  invoke(invocation: Invocation): Promise<Reply> {
    if (this.#underWay) throw new Error('a process has one invocation at a time');
    const { promise, resolve } = Promise.withResolvers<Reply>();
    this.#underWay = { requestId: invocation.requestId, settle: resolve };
    this.#waiting = invocation;
    this.#handOver();
    return promise;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = `${request.method} ${request.url}`;
    if (asked === NEXT) {
      this.#asking = response;
      this.#started.resolve(undefined);
      return this.#handOver();
    }
    const body = await textOf(request);
    if (asked === INIT_ERROR) {
      this.#started.resolve(JSON.parse(body));
      return send(response, 202);
    }
    const [, requestId, outcome] = OUTCOME.exec(asked) ?? [];
    const underWay = this.#underWay;
    if (!underWay || underWay.requestId !== requestId) return send(response, 400, '{"errorType":"InvalidRequestID"}');
    this.#underWay = undefined;
    this.#onReply();
    send(response, 202);
    underWay.settle(outcome === 'response' ? { kind: 'answered', payload: body } : { kind: 'failed', error: JSON.parse(body) });
  }

  #handOver(): void {
    const [response, invocation] = [this.#asking, this.#waiting];
    if (!response || !invocation) return;
    [this.#asking, this.#waiting] = [undefined, undefined];
    const { requestId, functionArn, deadline, event } = invocation;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn': functionArn,
    });
    response.end(event);
  }
}
