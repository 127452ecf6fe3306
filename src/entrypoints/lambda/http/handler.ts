import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../adapters/system/index.js';
import type { Bookings, Tickets } from '../../../ports/index.js';
import { type CalendarOptions, calendarsOf } from '../../calendar/calendar-options.js';
import { createHttpApi } from '../../http/api.js';
import { cors, isPreflight } from '../../http/cors.js';
import { toConsole } from '../../http/incident.js';
import { actorOfGatewayClaims } from '../../http/tokens/claims.js';
import { ticketOffice } from '../../live/ticket-office.js';
import { checkHttpEvent, type HttpEvent } from './event.js';
import { checkBase } from './place.js';
import { type Authenticate, type HttpResult, toHttpRequest, toResult } from './translate.js';

export interface HttpHandlerOptions {
  /**
   * Says who is calling. Default: the claims of API Gateway's JWT authorizer, `sub` and `roles` (`["staff"]`, beside no
   * role but `user` and `system`; else a user). It hands them over as text, so that the text `"[staff]"` and the one role
   * `"staff user"` make staff as well: the issuer must write neither for anybody else. A Function URL has no such claims,
   * so it needs a function of your own.
   */
  readonly authenticate?: Authenticate | undefined;
  /**
   * What stands before the addresses of your API for whoever calls it, `/v1` for instance: `Location`, `Link` and
   * `instance` begin with it. Default: the stage, unless it is `$default`. Behind a domain of your own with an API mapping
   * it is the mapping's key, `''` where it has none: an event names the stage, and not what a domain maps to it.
   */
  readonly base?: string | undefined;
  /** Tickets for live updates, which the authorizer of a WebSocket API redeems; without them, none are had. */
  readonly tickets?: Tickets | undefined;
  /**
   * Origins whose pages may call, such as `https://app.example`; `*` is any. Default: none. An HTTP API with a CORS
   * configuration puts its own headers in the place of these, but a preflight request that finds a route is answered here.
   */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Told of what was answered with 500, under the id that the caller got; default: `console.error`. */
  readonly onError?: ((error: unknown, incidentId: string) => void) | undefined;
  /** Serves bookings as iCalendar, and feeds of them; it needs `ical-generator`. Without it, there are none. */
  readonly calendars?: CalendarOptions | undefined;
  /** Default: a random UUID. */
  readonly newIncidentId?: (() => string) | undefined;
}

/** Rejects with a `TypeError` for what is no HTTP request in payload format 2.0. */
export type HttpHandler = (event: HttpEvent) => Promise<HttpResult>;

const byClaims: Authenticate = ({ requestContext }) => actorOfGatewayClaims(requestContext.authorizer?.jwt?.claims);

/**
 * The whole HTTP API as a Lambda function behind an HTTP API or a Function URL, with the answers of the Express router.
 * Nothing runs after the answer, and requests are not counted: API Gateway throttles.
 *
 * It answers behind `$default`, behind routes as ours are, whatever their parameters are called, and behind greedy ones:
 * `ANY /{proxy+}`, `ANY /bookings/{proxy+}`. Something of your own may stand before them all, as in
 * `GET /v1/bookings/{bookingId}` and `ANY /api/{proxy+}`, and goes before every address that is answered with. A route
 * with a word where ours has a parameter, `GET /v1/services/massage`, is not known for ours: 404 `route_not_found`.
 *
 * A missing body is an empty one; one that is no base64 where it says so, or no text, is answered with 400
 * `invalid_request`. An event of payload format 1.0, of another source or without a request context is not answered: the
 * invocation fails, which API Gateway tells its caller as 500, and which loses nothing of a queue's or a stream's.
 *
 * @throws TypeError for a base that is no path.
 */
export function createHttpHandler(bookings: Bookings, options: HttpHandlerOptions = {}): HttpHandler {
  const { authenticate = byClaims, base, corsOrigins = [], onError = toConsole, newIncidentId = randomUUID } = options;
  const rules = cors(corsOrigins);
  checkBase(base);
  const api = createHttpApi(bookings, {
    clock: systemClock,
    newIncidentId,
    onError,
    tickets: options.tickets && ticketOffice(options.tickets),
    calendars: calendarsOf(bookings, options.calendars),
  });
  return async (event) => {
    checkHttpEvent(event);
    const { method } = event.requestContext.http;
    const { origin, 'access-control-request-method': requestedMethod } = event.headers ?? {};
    const preflight = isPreflight(method, requestedMethod) ? rules.onPreflight(origin) : undefined;
    if (preflight) return { statusCode: 204, headers: preflight, body: '' };
    const answer = await api(toHttpRequest(event, authenticate, base));
    return toResult({ ...answer, headers: { ...answer.headers, ...rules.onAnswer(origin) } }, method);
  };
}
