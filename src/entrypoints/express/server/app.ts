import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import type { Bookings, FeedTokens, RateLimiter } from '../../../ports/index.js';
import type { TicketOffice } from '../../live/ticket-office.js';
import { toProblemResponse } from '../../http/problem-response.js';
import { createBoardRouter } from '../board.js';
import { createBookingRouter } from '../router.js';
import { send } from '../translate.js';
import { corsHeaders, securityHeaders } from './headers.js';
import { isLoopback, thisMachineOnly } from './loopback.js';
import { incidentLog } from './log.js';
import { requestIds, requestLog } from './request-log.js';
import type { ServerSettings } from './settings.js';

/** What no one else caught. The router answers for itself, so this is a fault of ours or a request beyond parsing. */
const lastResort =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, { url }, response, next) => {
    const incidentId = randomUUID();
    log.error({ err: error, incidentId, requestId: response.locals['requestId'] }, 'unexpected');
    if (response.headersSent) return next(error);
    const at = { base: '', path: url.split('?', 1)[0] ?? '' };
    send(response, toProblemResponse({ kind: 'internal_error', incidentId }, at));
  };

export interface AppParts {
  readonly feedTokens: FeedTokens;
  readonly tickets: TicketOffice;
  readonly rateLimit: { readonly perMinute: number } | RateLimiter | false;
  readonly degraded: () => Promise<readonly string[]>;
}

/** The server's Express application: the router at the root, and around it what a host program would bring itself. */
export function createApp(
  bookings: Bookings,
  { feedTokens, ...parts }: AppParts,
  { host, open, authenticate, corsOrigins }: Pick<ServerSettings, 'host' | 'open' | 'authenticate' | 'corsOrigins'>,
  log: Logger,
): Express {
  const app = express()
    .disable('x-powered-by')
    .use(requestIds, requestLog(log), securityHeaders, corsHeaders(corsOrigins));
  if (open && isLoopback(host)) app.use(thisMachineOnly(corsOrigins));
  const calendars = { feedTokens };
  return app
    .use(createBoardRouter())
    .use(createBookingRouter(bookings, { authenticate, onError: incidentLog(log), calendars, ...parts }))
    .use(lastResort(log));
}
