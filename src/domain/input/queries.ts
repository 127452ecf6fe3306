import type { BookingStatus } from '../booking/booking.js';
import type { InvalidRequest } from '../booking/refusals.js';
import { TRANSITIONS } from '../booking/transitions.js';
import { ok, type Result } from '../result.js';
import { isTooLong, MAX_CLAIM_DAYS } from '../schedule/claim.js';
import { identifier, instant, invalid, oneOf, parse, required, string, subject, whole } from './fields.js';

export const MAX_PAGE = 100;
export const DEFAULT_PAGE = 20;

const statuses = Object.keys(TRANSITIONS) as BookingStatus[];
const cursor = string(1_000);
const limit = whole(1, MAX_PAGE);

const listing = {
  userId: subject,
  serviceId: identifier,
  from: instant,
  to: instant,
  endsAfter: instant,
  status: oneOf(statuses),
  order: oneOf(['asc', 'desc']),
  limit,
  cursor,
};
const past = { bookingId: required(identifier), limit, cursor };
const free = { serviceId: required(identifier), from: required(instant), to: required(instant), units: whole(1) };

export const parseId = (bookingId: unknown) => parse({ bookingId: required(identifier) }, { bookingId });
export const parseServiceId = (serviceId: unknown) => parse({ serviceId: required(identifier) }, { serviceId });
export const parseList = (input: unknown) => parse(listing, input).andThen(ordered);
export const parseHistory = (input: unknown) => parse(past, input);
export const parseAvailability = (input: unknown) =>
  parse(free, input)
    .andThen(ordered)
    .andThen((query) =>
      isTooLong(query) ? invalid([{ path: 'to', rule: `at_most_${MAX_CLAIM_DAYS}_days` }]) : ok(query),
    );

const ordered = <Q extends { readonly from?: number; readonly to?: number }>(query: Q): Result<Q, InvalidRequest> =>
  query.from !== undefined && query.to !== undefined && query.to <= query.from
    ? invalid([{ path: 'to', rule: 'after_from' }])
    : ok(query);
