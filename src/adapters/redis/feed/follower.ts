import type { BookingEvent } from '../../../domain/booking/booking.js';
import type { Broadcaster, Logger } from '../../../ports/index.js';
import type { RedisClient } from '../client.js';
import { inTime } from '../in-time.js';
import { failureOf } from '../redis-errors.js';
import type { StreamEntry } from './entries.js';
import { pauseAfter } from './pause.js';
import { BEGINNING, readingOn } from './position.js';
import { StreamReader } from './reader.js';
import { Told } from './told.js';

export interface FollowerParts {
  readonly redis: RedisClient;
  readonly stream: string;
  readonly broadcaster: Broadcaster;
  readonly logger: Logger;
}

/** A broadcaster that hangs must not hold up the events behind this one for ever. */
const TELL_MS = 5_000;

/** Reads a stream from where it ended, and hands its events on one after another, whatever becomes of connections. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #told = new Told();
  readonly #begun: () => void;
  /** Of the last entry that was handed on, or of the one that was last when we began. */
  #position: string | undefined;
  #isFollowing = false;
  #failures = 0;

  /** `begun` is called when it is settled from where on events are read. */
  constructor(parts: FollowerParts, begun: () => void) {
    this.#parts = parts;
    this.#begun = begun;
  }

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#followOnce(signal);
      } catch (error) {
        if (!signal.aborted) this.#lost(error);
      }
      this.#isFollowing = false;
      await pauseAfter(this.#failures, signal);
    }
  }

  async #followOnce(signal: AbortSignal): Promise<void> {
    const { redis, stream } = this.#parts;
    const reader = new StreamReader(redis, stream, signal);
    try {
      await this.#follow(reader, signal);
    } finally {
      reader.close();
    }
  }

  async #follow(reader: StreamReader, signal: AbortSignal): Promise<void> {
    await reader.connect();
    let position = await this.#settle(reader);
    this.#back();
    while (!signal.aborted) {
      const entries = await reader.after(position);
      // While that waited the stream may have begun anew, with entries before these; or it is cut faster than we read.
      const from = await this.#settle(reader);
      if (from !== position) {
        position = from;
        continue;
      }
      for (const entry of entries) {
        if (signal.aborted) return;
        await this.#handOn(entry, signal);
        this.#position = entry.id;
        position = entry.id;
      }
    }
  }

  /** From where to read on. The first time, that is the end of the stream. */
  async #settle(reader: StreamReader): Promise<string> {
    const ends = await reader.ends(this.#position ?? BEGINNING);
    if (this.#position === undefined) {
      this.#position = ends.last ?? BEGINNING;
      this.#begun();
      return this.#position;
    }
    const { from, missed } = readingOn(this.#position, ends);
    const { stream, logger } = this.#parts;
    if (missed) logger.warn({ stream, at: this.#position, ...ends }, 'stream of events was cut or begun anew: live updates may be missing');
    this.#position = from;
    return from;
  }

  async #handOn({ id, event }: StreamEntry, signal: AbortSignal): Promise<void> {
    const { stream, logger } = this.#parts;
    if (!event) return logger.warn({ stream, id }, 'entry passed over: no event that this release knows');
    if (this.#told.add(event.eventId)) await this.#tell(event, signal);
  }

  /** Broadcasters are other people's code: an exception of theirs is an event that was not told, and not our end. */
  async #tell(event: BookingEvent, signal: AbortSignal): Promise<void> {
    const { broadcaster, logger } = this.#parts;
    const { eventId } = event;
    try {
      const told = await inTime(TELL_MS, broadcaster.broadcast(event, signal), signal);
      if (told.isErr()) logger.warn({ eventId, cause: told.error.cause }, 'event not broadcast here');
    } catch (error) {
      if (!signal.aborted) logger.error({ eventId, error }, 'event not broadcast here');
    }
  }

  #lost(error: unknown): void {
    const { stream, logger } = this.#parts;
    this.#failures += 1;
    if (this.#failures > 1) return;
    try {
      logger.warn({ stream, cause: failureOf(error) }, 'live updates of all servers wait for Redis');
    } catch (bug) {
      logger.error({ stream, error: bug }, 'live updates of all servers failed, and are tried again');
    }
  }

  #back(): void {
    const { stream, logger } = this.#parts;
    if (this.#failures > 0) logger.warn({ stream, failures: this.#failures }, 'live updates of all servers go on');
    this.#failures = 0;
    this.#isFollowing = true;
  }
}
