import type { WireAnswer } from '../../entrypoints/http/wire.js';
import type { Chance } from '../../simulation/random.js';
import type { FuzzRequest } from './request.js';

/** Three who book for themselves, one of the staff, and two who cannot say who they are. */
export const CALLERS = ['ada', 'bob', 'cyd', 'sam', 'nobody', 'forger'] as const;
export type Caller = (typeof CALLERS)[number];
export const USERS = ['ada', 'bob', 'cyd'] as const;
export const isUser = (caller: Caller): boolean => USERS.some((user) => user === caller);

/** What only its writer, and staff, may ever read again. */
export const secretOf = (user: string): string => `secret-of-${user}`;

export interface KnownBooking {
  readonly id: string;
  readonly userId: string;
  readonly status: string;
  readonly version: number;
  readonly startsAt: number;
}
export interface Exchange {
  readonly request: FuzzRequest;
  readonly answer: WireAnswer;
}

const KEPT = 300;

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What all callers have learnt so far from the answers they got: which bookings there are, keys, pages, tags, feeds. */
export class Knowledge {
  readonly #bookings = new Map<string, KnownBooking>();
  readonly #keyed: Exchange[] = [];
  readonly #pages: { readonly by: Caller; readonly target: string }[] = [];
  readonly #feeds: { readonly by: Caller; readonly token: string }[] = [];
  readonly #tags: string[] = ['W/"x"'];

  learn(request: FuzzRequest, answer: WireAnswer): void {
    const { bookingId, userId, status, version, dateTime, token } = fieldsOf(answer.text);
    if (typeof bookingId === 'string' && typeof status === 'string') {
      this.#bookings.set(bookingId, {
        id: bookingId,
        userId: String(userId),
        status,
        version: Number(version),
        startsAt: Date.parse(String(dateTime)),
      });
    }
    if (typeof token === 'string') this.#keep(this.#feeds, { by: request.by, token });
    const next = /^<([^>]+)>/.exec(answer.headers['link'] ?? '')?.[1];
    if (next !== undefined) this.#keep(this.#pages, { by: request.by, target: next });
    if (answer.headers['etag'] !== undefined) this.#keep(this.#tags, answer.headers['etag']);
    if (request.key !== undefined && !request.isOdd) this.#keep(this.#keyed, { request, answer });
  }

  #keep<T>(list: T[], item: T): void {
    list.push(item);
    if (list.length > KEPT) list.shift();
  }

  /** One that is wanted, of the latest; else any at all. */
  booking(chance: Chance, isWanted: (booking: KnownBooking) => boolean): KnownBooking | undefined {
    const latest = [...this.#bookings.values()].slice(-KEPT);
    const wanted = latest.filter(isWanted);
    const from = wanted.length > 0 ? wanted : latest;
    return from[chance.below('which', from.length)];
  }

  versionOf(bookingId: string): number | undefined {
    return this.#bookings.get(bookingId)?.version;
  }

  /** The next page of a list that this caller was given. */
  page(chance: Chance, by: Caller): string | undefined {
    const own = this.#pages.filter((page) => page.by === by);
    return own[chance.below('page', own.length)]?.target;
  }

  /** A feed of a calendar that this caller made: whoever has another one's token may read that one too. */
  feed(chance: Chance, by: Caller): string | undefined {
    const own = this.#feeds.filter((feed) => feed.by === by).slice(-10);
    return own[chance.below('feed', own.length)]?.token;
  }

  tag(chance: Chance): string {
    return this.#tags[chance.below('tag', this.#tags.length)] ?? '*';
  }

  /** Something that was asked with a key before. */
  keyed(chance: Chance): Exchange | undefined {
    return this.#keyed[chance.below('keyed', this.#keyed.length)];
  }
}
