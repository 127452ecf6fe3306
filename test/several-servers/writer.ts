import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Booking } from 'holdfast';

const TRIES = 100;
const PAUSE_MS = 100;
/** So that servers which cannot keep up are not asked for more and more. */
const MOST_UNDER_WAY = 50;

interface Change {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: object;
}

/** What was decided: the event by its id, and when, in epoch milliseconds. */
export type Decided = readonly [eventId: string, at: number];

/** Books and changes at a steady rate, at one server after another; one that does not answer is passed over. */
export class Writer {
  readonly #urls: readonly string[];
  readonly #dateTime: string;
  readonly #open: string[] = [];
  #turn = 0;
  #rooms = 0;
  changes = 0;
  /** Requests that had to be sent again, with the same key. */
  repeated = 0;
  readonly refused: string[] = [];
  readonly decided: Decided[] = [];

  constructor(urls: readonly string[], dateTime: string) {
    this.#urls = urls;
    this.#dateTime = dateTime;
  }

  /** Until `over`, however long that takes on this machine; where it does not keep up, fewer than that. */
  async write(perSecond: number, over: Promise<void>): Promise<void> {
    const underWay = new Set<Promise<void>>();
    let isOver = false;
    const end = (): void => void (isOver = true);
    over.then(end, end);
    while (!isOver) {
      await sleep(1_000 / perSecond);
      if (underWay.size >= MOST_UNDER_WAY) continue;
      const change = this.#change();
      underWay.add(change);
      // One that had no answer stays, to be what writing ends with.
      change.then(() => underWay.delete(change), () => undefined);
    }
    await Promise.all([over, ...underWay]);
  }

  /** A booking is changed by one request at a time, so that each of them is a change. */
  async #change(): Promise<void> {
    const dice = Math.random();
    const bookingId = dice < 0.25 ? undefined : this.#open.splice(Math.floor(Math.random() * this.#open.length), 1)[0];
    if (bookingId === undefined) return this.#create();
    if (dice < 0.3) await this.#send({ method: 'POST', path: `/bookings/${bookingId}/cancel`, body: {} });
    else {
      await this.#send({ method: 'PATCH', path: `/bookings/${bookingId}`, body: { notes: `change ${this.changes}` } });
      this.#open.push(bookingId);
    }
  }

  async #create(): Promise<void> {
    const serviceId = `room-${(this.#rooms += 1)}`;
    const booked = await this.#send({ method: 'POST', path: '/bookings', body: { userId: 'ada', serviceId, dateTime: this.#dateTime } });
    if (booked) this.#open.push(booked.bookingId);
  }

  #decidedOn(booking: Booking): Booking {
    this.decided.push([`${booking.bookingId}:${booking.version}`, Date.parse(booking.updatedAt)]);
    return booking;
  }

  async #send({ method, path, body }: Change): Promise<Booking | undefined> {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
    for (let tried = 0; tried < TRIES; tried += 1) {
      const url = this.#urls[this.#turn++ % this.#urls.length] ?? '';
      const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) }).catch(() => undefined);
      if (answer && answer.status < 500) {
        this.changes += 1;
        const text = await answer.text();
        if (answer.ok) return this.#decidedOn(JSON.parse(text) as Booking);
        this.refused.push(text);
        return undefined;
      }
      this.repeated += 1;
      await sleep(PAUSE_MS);
    }
    throw new Error(`${method} ${path} had no answer`);
  }
}
