import { isObject, type Loose } from '../loose.js';

/**
 * What API Gateway's HTTP API and a Function URL hand over in payload format 2.0: as much of it as is read. What they
 * leave out, whoever plays them may say as `null`: it is taken for left out.
 */
export interface HttpEvent {
  readonly version: string;
  /** The route that API Gateway found, `POST /bookings/{bookingId}/confirm` for instance, or `$default`. */
  readonly routeKey: string;
  /**
   * With the stage before it, unless that is `$default`, even where a domain maps something else to the stage. An HTTP
   * API decodes it, a Function URL leaves it percent-encoded.
   */
  readonly rawPath: string;
  readonly rawQueryString?: string | undefined;
  /** By lower-case name; one that was sent twice is joined by a comma. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Decoded. */
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly domainName?: string | undefined;
    readonly stage?: string | undefined;
    readonly http: { readonly method: string; readonly sourceIp?: string | undefined };
    readonly authorizer?: { readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> } | undefined } | undefined;
  };
}

function faultOf(event: unknown): string | undefined {
  if (!isObject(event)) return 'no event';
  const { version, routeKey, rawPath, requestContext }: Loose<HttpEvent> = event;
  if (version === '1.0' || 'httpMethod' in event) return 'payload format 1.0';
  if (version !== '2.0') return 'an event of something else';
  if (!isObject(requestContext)) return 'an event without a requestContext';
  const { http }: Loose<HttpEvent['requestContext']> = requestContext;
  const { method }: Loose<HttpEvent['requestContext']['http']> = isObject(http) ? http : {};
  return [routeKey, rawPath, method].every((value) => typeof value === 'string') ? undefined : 'an event without a route';
}

/**
 * Throws for what is no HTTP request, so that whoever sent it sees the invocation fail and may send it again.
 * @throws TypeError
 */
export function checkHttpEvent(event: unknown): asserts event is HttpEvent {
  const fault = faultOf(event);
  if (fault) throw new TypeError(`holdfast answers an HTTP API or a Function URL in payload format 2.0, not ${fault}`);
}
