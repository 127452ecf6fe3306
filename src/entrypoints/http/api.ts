import type { Bookings, Clock, RateLimiter } from '../../ports/index.js';
import type { HttpParts, Refusal, Success } from './call.js';
import { matcher } from './match.js';
import type { HttpRequest, HttpResponse, RequestBody } from './message.js';
import type { Problem } from './problem.js';
import { toProblemResponse } from './problem-response.js';
import type { GuardedRoute, OpenRoute } from './route.js';
import { ROUTES } from './routes.js';
import { toSuccessResponse } from './success-response.js';
import type { Result } from '../../domain/result.js';

export interface HttpApiOptions extends HttpParts {
  readonly clock: Clock;
  readonly rateLimiter?: RateLimiter | undefined;
  readonly newIncidentId: () => string;
  /** A bug, or a failing `authenticate`; the caller is told the id alone. */
  readonly onError: (error: unknown, incidentId: string) => void;
}

/** Never rejects. */
export type HttpApi = (request: HttpRequest) => Promise<HttpResponse>;

const COMMON = { 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' };
const NO_BODY: RequestBody = { kind: 'text', text: '' };

function toResponse(result: Result<Success, Refusal>, request: HttpRequest): HttpResponse {
  const response = result.match(
    (success) => toSuccessResponse(success, request),
    (problem) => toProblemResponse(problem, request),
  );
  const { replayed } = result.isOk() ? result.value : result.error;
  return replayed ? { ...response, headers: { ...response.headers, 'Idempotency-Replayed': 'true' } } : response;
}

/** Everything between a transport and the library: who calls, how often, which route, and what came of it. */
export function createHttpApi(
  bookings: Bookings,
  { clock, rateLimiter, newIncidentId, onError, ...parts }: HttpApiOptions,
): HttpApi {
  const match = matcher(ROUTES.filter(({ needs }) => needs === undefined || parts[needs]));

  /** A limiter that is down or throws lets everyone pass: it guards the service, and must not be what stops it. */
  async function waitFor(caller: string): Promise<number | undefined> {
    try {
      const allowance = await rateLimiter?.take(caller, clock.now());
      return allowance?.isOk() ? allowance.value.retryAfterMs : undefined;
    } catch (error) {
      report(error, newIncidentId());
      return undefined;
    }
  }

  async function refusedFor(caller: string): Promise<Problem | undefined> {
    const wait = await waitFor(caller);
    return wait === undefined
      ? undefined
      : { kind: 'too_many_requests', retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) };
  }

  async function open(
    route: OpenRoute,
    raw: Readonly<Record<string, string>>,
    request: HttpRequest,
  ): Promise<HttpResponse> {
    const tooMany = route.counted && (await refusedFor(`address ${request.remoteAddress}`));
    if (tooMany) return toProblemResponse(tooMany, request);
    return toResponse(await route.answer({ parts, bookings, request, raw }), request);
  }

  async function guarded(
    route: GuardedRoute,
    raw: Readonly<Record<string, string>>,
    request: HttpRequest,
  ): Promise<HttpResponse> {
    const actor = await request.authenticate();
    const tooMany = await refusedFor(actor ? `subject ${actor.subject}` : `address ${request.remoteAddress}`);
    if (tooMany) return toProblemResponse(tooMany, request);
    if (!actor) return toProblemResponse({ kind: 'unauthenticated' }, request);
    const body = route.body.types.length === 0 ? NO_BODY : await request.body();
    return toResponse(await route.answer({ parts, bookings, actor, request, raw, body }), request);
  }

  function report(error: unknown, incidentId: string): void {
    try {
      onError(error, incidentId);
    } catch {
      // A failing log must not cost the caller the answer.
    }
  }

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    const matched = match(request.method, request.path);
    if (matched.kind !== 'route') return toProblemResponse(matched, request);
    const { route, raw } = matched;
    const { operationId } = route;
    try {
      const response = route.open ? await open(route, raw, request) : await guarded(route, raw, request);
      return { ...response, operationId };
    } catch (error) {
      const incidentId = newIncidentId();
      report(error, incidentId);
      return { ...toProblemResponse({ kind: 'internal_error', incidentId }, request), operationId };
    }
  }

  return async (request) => {
    const response = await answer(request);
    return { ...response, headers: { ...COMMON, ...response.headers } };
  };
}
