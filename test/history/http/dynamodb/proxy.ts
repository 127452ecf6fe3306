import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Dice } from '../dice.js';
import { type Answer, type Asked, FAULTS, type FaultName } from './faults.js';
import { Taken } from './taken.js';

/** What DynamoDB looks at. */
const PASSED_ON = ['authorization', 'content-type', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'] as const;

export interface Disturbance {
  readonly dice: Dice;
  /** What becomes of a request; nothing for one that is handed on as it is. */
  readonly deal: (asked: Asked) => FaultName | undefined;
}

/**
 * Stands between servers and DynamoDB: hands requests on, lets some of them go wrong, and writes down every transaction
 * that took place. Transactions pass one at a time, each in its turn: that gives the order in which DynamoDB took them,
 * which it would not tell, and takes nothing away, for to each other they are as if one by one anyway. Reads pass
 * beside them, whenever they come.
 */
export class RecordingProxy {
  readonly taken = new Taken();
  /** How often each fault struck. */
  readonly struck = new Map<string, number>(Object.keys(FAULTS).map((name) => [name, 0]));
  /** Transactions that DynamoDB itself refused, for the condition of one of their items. */
  refused = 0;
  readonly #target: string;
  readonly #server = createServer((request, response) => this.#accept(request, response));
  readonly #underWay = new Set<Promise<void>>();
  #disturbance: Disturbance | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #broken: unknown;

  /** `target`: the URL of DynamoDB. */
  constructor(target: string) {
    this.#target = target;
    // Lines break on purpose only.
    this.#server.keepAliveTimeout = 0;
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** From here on things go wrong. */
  disturb(disturbance: Disturbance): void {
    this.#disturbance = disturbance;
  }

  /**
   * Nothing goes wrong any more. Resolves when all that is under way has come to an end.
   * @throws whatever kept the proxy from seeing a request through: what it saw is not all there was then.
   */
  async calmDown(): Promise<void> {
    this.#disturbance = undefined;
    await Promise.all(this.#underWay);
    if (this.#broken !== undefined) throw this.#broken;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await Promise.all(this.#underWay);
  }

  #accept(request: IncomingMessage, response: ServerResponse): void {
    const handled = this.#handle(request, response)
      .catch((error: unknown) => {
        this.#broken ??= error;
        response.destroy();
      })
      .finally(() => this.#underWay.delete(handled));
    this.#underWay.add(handled);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await received(request);
    if (!asked) return;
    const answer = await this.#answerTo(asked);
    if (!answer) response.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
  }

  async #answerTo(asked: Asked): Promise<Answer | undefined> {
    const disturbance = this.#disturbance;
    const name = disturbance?.deal(asked);
    if (!disturbance || !name) return this.#forward(asked);
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
    return FAULTS[name](asked, this.#forward, disturbance.dice);
  }

  readonly #forward = (asked: Asked): Promise<Answer> => {
    if (asked.operation !== 'TransactWriteItems') return this.#send(asked);
    const inTurn = this.#turn.then(async () => {
      const earliest = Date.now();
      const answer = await this.#send(asked);
      if (answer.status === 200) this.taken.add(asked.body, { earliest, latest: Date.now() });
      else if (answer.body.includes('ConditionalCheckFailed')) this.refused += 1;
      return answer;
    });
    this.#turn = inTurn.catch(() => undefined);
    return inTurn;
  };

  async #send({ headers, body }: Asked): Promise<Answer> {
    const response = await fetch(this.#target, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  }
}

/** Nothing when whoever sent it died over it. */
async function received(request: IncomingMessage): Promise<Asked | undefined> {
  const body = await text(request).catch(() => undefined);
  if (body === undefined) return undefined;
  const headers = PASSED_ON.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
  return { operation, headers: Object.fromEntries(headers), body };
}
