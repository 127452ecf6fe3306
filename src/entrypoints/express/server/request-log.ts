import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

const WELL_FORMED = /^[A-Za-z0-9._~-]{1,128}$/;

/** The caller's id for this request if it can be trusted in a log, else one of ours; it goes back either way. */
export const requestIds: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
  response.locals['requestId'] = requestId;
  response.setHeader('X-Request-Id', requestId);
  next();
};

/** Method, route and outcome: no address, query, body or token, for those say who someone is. */
export const requestLog =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const begun = performance.now();
    response.once('close', () => {
      const { requestId, operationId } = response.locals;
      const ms = Math.round(performance.now() - begun);
      const outcome = response.writableFinished ? { status: response.statusCode } : { aborted: true };
      log.info({ requestId, method: request.method, operationId, ...outcome, ms }, 'request');
    });
    next();
  };
