import type { Actor } from '../../domain/access/actor.js';

export const MAX_BODY_BYTES = 16 * 1024;

/** What became of the body. `parsed`: the host program parsed it before us. */
export type RequestBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parsed'; readonly value: unknown }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'not_text' };

/** A request as every transport can tell it. */
export interface HttpRequest {
  readonly method: string;
  /** Below the mount point, still percent-encoded: `/bookings/b-1` */
  readonly path: string;
  /** The mount point or stage, `''` at the root: it goes before the path in every address we answer with. */
  readonly base: string;
  readonly query: URLSearchParams;
  /** By lower-case name; a header sent twice arrives joined by a comma. */
  header(name: string): string | undefined;
  /** Asked for once, and only after the caller is known. */
  body(): RequestBody | Promise<RequestBody>;
  /** `undefined`: the caller did not prove who they are. */
  authenticate(): Actor | undefined | PromiseLike<Actor | undefined>;
  /** Whose failed attempts to authenticate are counted together. */
  readonly remoteAddress: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `''`: no body. A transport leaves it out for `HEAD`. */
  readonly body: string;
  /** For logs: which route answered, if any. It says nothing about the caller. */
  readonly operationId?: string | undefined;
}
