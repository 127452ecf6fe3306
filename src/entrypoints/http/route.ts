import type * as z from 'zod/mini';
import { errAsync, type ResultAsync } from '../../domain/result.js';
import type { Call, HttpParts, Incoming, Reading, Refusal, Success, Unread } from './call.js';
import type { ProblemKind } from './problem.js';
import { readCall } from './read-call.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

interface Described<P extends string> {
  readonly method: Method;
  /** With parameters in braces: `/bookings/{bookingId}`, `/bookings/{bookingId}.ics` */
  readonly path: P;
  readonly operationId: string;
  readonly summary: string;
  readonly success: {
    readonly status: 200 | 201 | 204;
    /** None where there is no body. */
    readonly schema?: z.ZodMiniType;
    /** It is a file of this type, and no JSON. */
    readonly file?: string;
    /** Which headers it carries. */
    readonly version?: true;
    readonly location?: true;
    readonly paged?: true;
  };
  /** What else it may answer, for the document; what any route may answer is added there. */
  readonly refusals: readonly ProblemKind[];
  /** It is served only where there is one. */
  readonly needs?: keyof HttpParts;
}

interface Contract<P extends string, Q extends z.ZodMiniLazy<z.ZodMiniObject>, B extends z.ZodMiniType>
  extends Described<P>, Reading<Q, B> {
  handle(call: Call<P, z.output<Q>, z.output<B>>): ResultAsync<Success, Refusal>;
}

/** A route whose types are closed over: what the table, the document and the dispatcher work with. */
export interface GuardedRoute extends Described<string>, Reading<z.ZodMiniLazy<z.ZodMiniObject>, z.ZodMiniType> {
  readonly open: false;
  answer(incoming: Incoming): ResultAsync<Success, Refusal>;
}
/** Answers anyone, without asking who. */
export interface OpenRoute extends Described<string> {
  readonly open: true;
  /** Requests are counted by where they come from, for each is looked up. */
  readonly counted?: true;
  answer(unread: Unread): ResultAsync<Success, Refusal>;
}
export type Route = GuardedRoute | OpenRoute;

export function route<P extends string, Q extends z.ZodMiniLazy<z.ZodMiniObject>, B extends z.ZodMiniType>(
  contract: Contract<P, Q, B>,
): GuardedRoute {
  const { handle, ...described } = contract;
  return {
    ...described,
    open: false,
    answer: (incoming) => {
      const call = readCall(contract, incoming);
      return call.isOk() ? handle(call.value) : errAsync(call.error);
    },
  };
}
