import type * as z from 'zod/mini';
import type { Actor } from '../../domain/access/actor.js';
import type { Bookings } from '../../ports/index.js';
import type { CalendarOffice } from '../calendar/calendar-office.js';
import type { TicketOffice } from '../live/ticket-office.js';
import type { HttpRequest, RequestBody } from './message.js';
import type { Problem } from './problem.js';
import type { BodyContract } from './read-body.js';

export type RequestHeader = 'Idempotency-Key' | 'If-Match' | 'If-None-Match';

/** What a handler answers with; headers are made of it in one place. */
export interface Success {
  readonly status: 200 | 201 | 204;
  readonly body: unknown;
  /** The body as it is sent, where that is kept because it is always the same. */
  readonly text?: string | undefined;
  /** `text` is a file of this type and name, and no JSON. */
  readonly file?: { readonly type: string; readonly name: string } | undefined;
  /** Becomes a strong `ETag`; without it, a `GET` gets a weak one of its content. */
  readonly version?: number | undefined;
  /** Below the mount point. */
  readonly location?: string | undefined;
  readonly nextCursor?: string | undefined;
  readonly replayed?: boolean | undefined;
}
export type Refusal = Problem & { readonly replayed?: boolean };

type Names<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
export type Params<P extends string> = { readonly [N in Names<P>]: string };

/** What some routes work with, and may not be there. */
export interface HttpParts {
  readonly tickets?: TicketOffice | undefined;
  readonly calendars?: CalendarOffice | undefined;
  /** Names what does not work just now, though bookings do. */
  readonly degraded?: (() => Promise<readonly string[]>) | undefined;
}

/** What a handler gets: everything read and of the right shape, nothing of HTTP. */
export interface Call<P extends string, Q, B> {
  readonly parts: HttpParts;
  readonly bookings: Bookings;
  readonly actor: Actor;
  readonly params: Params<P>;
  readonly query: Q;
  readonly body: B;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: number | '*' | undefined;
  /** Where something is served, with the mount point before it. */
  at(path: string): string;
}

/** What is read of a request before its handler sees it. */
export interface Reading<Q extends z.ZodMiniLazy<z.ZodMiniObject>, B extends z.ZodMiniType> {
  readonly query: Q;
  readonly body: BodyContract<B>;
  readonly headers: readonly RequestHeader[];
}

/** What came in from whomever, before any of it was read. */
export interface Unread {
  readonly parts: HttpParts;
  readonly bookings: Bookings;
  readonly request: HttpRequest;
  /** Path parameters, still percent-encoded. */
  readonly raw: Readonly<Record<string, string>>;
}
/** The same when it is known who calls. */
export interface Incoming extends Unread {
  readonly actor: Actor;
  readonly body: RequestBody;
}
