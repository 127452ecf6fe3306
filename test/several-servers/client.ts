import { setTimeout as sleep } from 'node:timers/promises';
import type { Booking } from 'holdfast';
import { WebSocket } from 'ws';
import { Board } from './board.js';
import { listed, type Span } from './list.js';
import type { Decided } from './writer.js';

export interface Place {
  readonly urls: readonly string[];
  readonly span: Span;
  /** How often the list is read again, whatever happens. */
  readonly rereadMs: number;
}

interface Update {
  readonly action: 'bookingUpdate';
  readonly event: { readonly eventId: string; readonly occurredAt: string };
  readonly data: Booking;
}
type Frame = Update | { readonly action: 'subscribed' };

const PAUSE_MS = 500;
/** A connection that ends sooner after a change may have ended before its update came. */
const ON_ITS_WAY_MS = 1_000;

/** One at a time and another few beside it: a crowd that reads the list all at once is not what is tried here. */
export class Turnstile {
  #last: Promise<unknown>[];
  #next = 0;

  constructor(atOnce: number) {
    this.#last = Array.from({ length: atOnce }, () => Promise.resolve());
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    const lane = this.#next++ % this.#last.length;
    const turn = (this.#last[lane] ?? Promise.resolve()).then(work);
    this.#last[lane] = turn.catch(() => undefined);
    return turn;
  }
}

/** A board that does what docs/live.md asks of a client. */
export class BoardClient {
  readonly board = new Board();
  /** When a change was decided and how long its update took from then to here, in milliseconds. */
  readonly delays: (readonly [decidedAt: number, ms: number])[] = [];
  connected = 0;
  rereads = 0;
  readonly #heard = new Set<string>();
  /** From when to when it followed, connection by connection. */
  readonly #followed: { readonly from: number; to: number }[] = [];
  readonly #place: Place;
  readonly #turnstile: Turnstile;
  #socket: WebSocket | undefined;
  #url = '';
  #isOver = false;
  #reading: Promise<void> | undefined;
  #isStale = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(place: Place, turnstile: Turnstile) {
    this.#place = place;
    this.#turnstile = turnstile;
  }

  /** Resolves when it follows for the first time, and has read the list. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#connect(() => void this.reread().then(resolve));
      this.#timer = setInterval(() => void this.reread(), this.#place.rereadMs);
    });
  }

  /** Followed all the while from the decision of a change until its update should have come. */
  shouldHear([, at]: Decided): boolean {
    return this.#followed.some(({ from, to }) => from <= at && at + ON_ITS_WAY_MS <= to);
  }

  hasHeard([eventId]: Decided): boolean {
    return this.#heard.has(eventId);
  }

  end(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#socket?.terminate();
  }

  #connect(followed: () => void): void {
    if (this.#isOver) return;
    const { urls } = this.#place;
    this.#url = urls[Math.floor(Math.random() * urls.length)] ?? '';
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/live`, ['holdfast.v1']);
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('open', () => socket.send(JSON.stringify({ action: 'subscribe', topics: ['all'] })));
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(typeof data === 'string' ? data : '') as Frame;
      if (frame.action === 'bookingUpdate') return this.#take(frame);
      this.connected += 1;
      const span = { from: Date.now(), to: Number.POSITIVE_INFINITY };
      this.#followed.push(span);
      socket.on('close', () => (span.to = Date.now()));
      followed();
    });
    // A reconnect: what was missed meanwhile is in the list.
    socket.on('close', () => setTimeout(() => this.#connect(() => void this.reread()), 50 + Math.random() * PAUSE_MS));
  }

  #take({ event, data }: Update): void {
    const decidedAt = Date.parse(event.occurredAt);
    this.#heard.add(event.eventId);
    this.delays.push([decidedAt, Date.now() - decidedAt]);
    if (this.board.take(data)) void this.reread();
  }

  /** Once more after the one under way, however often it is asked for. */
  reread(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#readWhileStale().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readWhileStale(): Promise<void> {
    while (this.#isStale && !this.#isOver) {
      this.#isStale = false;
      try {
        await this.#turnstile.take(async () => {
          const take = this.board.asking();
          take(await listed(this.#url, this.#place.span));
        });
        this.rereads += 1;
      } catch {
        // Its server is gone: the next one is asked.
        this.#isStale = true;
        await sleep(Math.random() * PAUSE_MS);
      }
    }
  }
}
