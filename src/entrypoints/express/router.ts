import { randomUUID } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { inMemoryRateLimiter } from '../../adapters/in-memory/rate-limiter.js';
import { systemClock, timedRateLimiter } from '../../adapters/system/index.js';
import type { Bookings, RateLimiter } from '../../ports/index.js';
import { type CalendarOptions, calendarsOf } from '../calendar/calendar-options.js';
import { createHttpApi, type HttpApi } from '../http/api.js';
import { toConsole } from '../http/incident.js';
import type { TicketOffice } from '../live/ticket-office.js';
import type { Authenticate } from './authenticate.js';
import { send, toHttpRequest } from './translate.js';

export interface BookingRouterOptions {
  /** Says who is calling. `trustEveryone` opens the door to everyone, as staff. */
  readonly authenticate: Authenticate;
  /** Requests of one caller, in this process or by your own limiter; default 600 per minute. */
  readonly rateLimit?: { readonly perMinute: number } | RateLimiter | false | undefined;
  /** Told of what was answered with 500, under the id that the caller got; default: `console.error`. */
  readonly onError?: ((error: unknown, incidentId: string) => void) | undefined;
  /** `true`: an address that is none of ours goes to the next handler instead of being answered with 404. */
  readonly passUnknownRoutes?: boolean | undefined;
  /** Where tickets for live updates are had; without it, none are. */
  readonly tickets?: TicketOffice | undefined;
  /** For `GET /readyz`: names what does not work just now, though bookings do. */
  readonly degraded?: (() => Promise<readonly string[]>) | undefined;
  /** Serves bookings as iCalendar, and feeds of them; it needs `ical-generator`. Without it, there are none. */
  readonly calendars?: CalendarOptions | undefined;
}

const DEFAULT_LIMIT = { perMinute: 600 };
const LIMITER_TIMEOUT_MS = 1_000;

const limiterFor = (limit: BookingRouterOptions['rateLimit'] = DEFAULT_LIMIT): RateLimiter | undefined => {
  if (limit === false) return undefined;
  return 'take' in limit ? timedRateLimiter(limit, LIMITER_TIMEOUT_MS) : inMemoryRateLimiter(limit);
};

/** Express 5 carries a rejection on to the host's error handler. */
const answering =
  (api: HttpApi, { authenticate, passUnknownRoutes = false }: BookingRouterOptions): RequestHandler =>
  async (request, response, next) => {
    const answer = await api(toHttpRequest(request, authenticate));
    if (answer.status === 404 && answer.operationId === undefined && passUnknownRoutes) return next();
    response.locals['operationId'] = answer.operationId;
    send(response, answer);
  };

/** The whole HTTP API, to be mounted anywhere: `app.use('/api', createBookingRouter(bookings, { authenticate }))`. */
export function createBookingRouter(bookings: Bookings, options: BookingRouterOptions): Router {
  const { rateLimit, onError = toConsole, tickets, calendars, degraded } = options;
  const api = createHttpApi(bookings, {
    clock: systemClock,
    rateLimiter: limiterFor(rateLimit),
    newIncidentId: randomUUID,
    onError,
    tickets,
    degraded,
    calendars: calendarsOf(bookings, calendars),
  });
  return Router().use(answering(api, options));
}
