import { once } from 'node:events';
import type { ClientRequestArgs, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { undocumented } from './documented-frames.js';

export interface Connecting {
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** With what the page or program that connects says of itself. */
  readonly origin?: string;
}

export type Frame = Readonly<Record<string, unknown>>;

/** A client that keeps what it hears until it is asked for, and finds fault with what the documentation does not know. */
export class LiveClient {
  readonly socket: WebSocket;
  /** Code and reason, when it is over. */
  readonly closed: Promise<readonly [code: number, reason: string]>;
  readonly heard: Frame[] = [];
  /** On its own side. */
  port = 0;
  #look = (): void => undefined;

  constructor(url: string, { headers = {}, protocols = [], origin }: Connecting = {}) {
    const options: ClientRequestArgs & { origin?: string } = { headers, ...(origin !== undefined && { origin }) };
    this.socket = new WebSocket(url, [...protocols], options);
    this.socket.on('error', () => undefined);
    this.socket.on('upgrade', ({ socket: { localPort } }) => (this.port = localPort ?? 0));
    this.socket.addEventListener('message', ({ data }) => {
      const frame: Frame = JSON.parse(typeof data === 'string' ? data : '');
      const fault = undocumented('server', frame);
      this.heard.push(fault === undefined ? frame : { undocumented: frame, fault });
      this.#look();
    });
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => {
        this.#look();
        resolve([code, reason.toString()]);
      });
    });
  }

  say(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** What it hears next, in order; `undefined` when the connection is over and nothing is left. */
  next(): Promise<Frame | undefined> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (this.heard.length === 0 && this.socket.readyState !== WebSocket.CLOSED) return;
        this.#look = () => undefined;
        resolve(this.heard.shift());
      };
      this.#look();
    });
  }

  ask(frame: object | string): Promise<Frame | undefined> {
    this.say(frame);
    return this.next();
  }
}

export async function connected(url: string, connecting?: Connecting): Promise<LiveClient> {
  const client = new LiveClient(url, connecting);
  await once(client.socket, 'open');
  return client;
}

/** What a handshake is answered with that fails. */
export async function refused(url: string, connecting?: Connecting) {
  const { socket } = new LiveClient(url, connecting);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const problem: Frame = JSON.parse(text);
  return { status: response.statusCode, code: problem['code'], headers: response.headers, problem };
}

export const subscribe = (...topics: readonly string[]) => ({ action: 'subscribe', topics });
