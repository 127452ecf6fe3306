import { connect, type Socket } from 'node:net';
import type { WireAnswer } from '../entrypoints/http/wire.js';

type Bytes = string | Uint8Array;

const bodyless = (status: number): boolean => status === 204 || status === 304;

function headersIn(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/** The text of a body in chunks and how many bytes it takes; nothing while some are missing. */
function chunkedIn(bytes: Buffer): { text: string; size: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.toString('latin1', at, Math.max(at, line)), 16);
    const next = line + 2 + length + 2;
    if (line < 0 || bytes.length < next) return undefined;
    chunks.push(bytes.subarray(line + 2, line + 2 + length));
    at = next;
    if (length === 0) return { text: Buffer.concat(chunks).toString(), size: at };
  }
}

/** The first whole answer in these bytes and how many of them it takes; the interim ones before it are skipped. */
function answerIn(bytes: Buffer, method: string, hasEnded: boolean): { answer: WireAnswer; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  const begin = end + 4;
  if (status < 200) {
    const next = answerIn(bytes.subarray(begin), method, hasEnded);
    return next && { ...next, length: next.length + begin };
  }
  const headers = headersIn(lines);
  const rest = bytes.subarray(begin);
  if (method === 'HEAD' || bodyless(status)) return { answer: { status, headers, text: '' }, length: begin };
  if (headers['transfer-encoding'] === 'chunked') {
    const chunked = chunkedIn(rest);
    return chunked && { answer: { status, headers, text: chunked.text }, length: begin + chunked.size };
  }
  // Without a length, as a bare refusal of Node's own comes, it reaches to the end of the connection.
  const given = headers['content-length'];
  const size = given === undefined ? rest.length : Number(given);
  const isWhole = given === undefined ? hasEnded : rest.length >= size;
  return isWhole ? { answer: { status, headers, text: rest.toString('utf8', 0, size) }, length: begin + size } : undefined;
}

/** A connection over which anything at all can be sent, byte by byte. */
export class RawConnection {
  readonly socket: Socket;
  /** Resolves when it is over, whoever ended it and however. */
  readonly closed: Promise<void>;
  #received: Buffer = Buffer.alloc(0);
  #hasEnded = false;
  #look = (): void => undefined;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    // A reset is an end like any other.
    this.socket.on('error', () => undefined);
    this.socket.on('data', (data: Buffer) => {
      this.#received = Buffer.concat([this.#received, data]);
      this.#look();
    });
    this.closed = new Promise((resolve) => {
      this.socket.once('close', () => {
        this.#hasEnded = true;
        this.#look();
        resolve();
      });
    });
  }

  get isOpen(): boolean {
    return !this.#hasEnded;
  }

  write(bytes: Bytes): void {
    this.socket.write(bytes);
  }

  /** The next answer to a request of this method; `undefined` when the connection ended without a whole one. */
  answer(method = 'GET'): Promise<WireAnswer | undefined> {
    return new Promise((resolve) => {
      this.#look = () => {
        const found = answerIn(this.#received, method, this.#hasEnded);
        if (!found && !this.#hasEnded) return;
        this.#received = this.#received.subarray(found?.length ?? this.#received.length);
        this.#look = () => undefined;
        resolve(found?.answer);
      };
      this.#look();
    });
  }

  /** Sends all of it and waits for the answer. */
  ask(bytes: Bytes, method?: string): Promise<WireAnswer | undefined> {
    this.write(bytes);
    return this.answer(method);
  }

  end(): void {
    this.socket.destroy();
  }
}

/** A request as text; header values go out as they are. */
export const rawRequest = (
  firstLine: string,
  headers: readonly (readonly [name: string, value: string])[] = [],
  body = '',
): Buffer => {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${firstLine} HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}\r\n`, 'latin1');
  return Buffer.concat([head, Buffer.from(body)]);
};
