import type { BookingError } from '../../domain/booking/refusals.js';

interface Is<K extends string> {
  readonly kind: K;
}

/** What only HTTP can refuse. */
export type HttpRefusal =
  | Is<'unauthenticated'>
  | Is<'route_not_found'>
  | (Is<'method_not_allowed'> & { readonly allow: readonly string[] })
  | (Is<'body_too_large'> & { readonly maxBytes: number })
  | (Is<'unsupported_media_type'> & { readonly accepts: readonly string[] })
  | (Is<'too_many_requests'> & { readonly retryAfterSeconds: number })
  | Is<'no_connection'>
  | (Is<'internal_error'> & { readonly incidentId: string });

export type Problem = BookingError | HttpRefusal;
export type ProblemKind = Problem['kind'];
export type ProblemOf<K extends ProblemKind> = { [P in Problem as P['kind']]: P }[K];
