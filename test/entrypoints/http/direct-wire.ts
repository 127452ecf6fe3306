import type { Bookings } from 'holdfast';
import type { CalendarOptions } from 'holdfast/express';
import { manualClock } from 'holdfast/testing';
import { calendarsOf } from '../../../src/entrypoints/calendar/calendar-options.js';
import { createHttpApi, type HttpApiOptions } from '../../../src/entrypoints/http/api.js';
import { type HttpRequest, MAX_BODY_BYTES, type RequestBody } from '../../../src/entrypoints/http/message.js';
import { NOW } from './scenario.js';
import type { Wire, WireRequest } from './wire.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

function bodyOf(sent: WireRequest['body'] = ''): RequestBody {
  const bytes = Buffer.from(sent);
  if (bytes.byteLength > MAX_BODY_BYTES) return { kind: 'too_large' };
  try {
    return { kind: 'text', text: utf8.decode(bytes) };
  } catch {
    return { kind: 'not_text' };
  }
}

export function toHttpRequest({ method, target, headers, body, as }: WireRequest, base = ''): HttpRequest {
  const [path = '', ...query] = target.split('?');
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));
  return {
    method,
    path,
    base,
    query: new URLSearchParams(query.join('?')),
    header: (name) => named.get(name),
    body: () => bodyOf(body),
    authenticate: () => as,
    remoteAddress: '192.0.2.1',
  };
}

/** The API with no transport around it: what every transport must come to. */
export function openDirect(
  bookings: Bookings,
  base = '',
  calendars?: CalendarOptions,
  options: Partial<HttpApiOptions> = {},
): Promise<Wire> {
  const api = createHttpApi(bookings, {
    clock: manualClock(NOW),
    newIncidentId: () => 'incident-1',
    onError: (error) => {
      throw error;
    },
    calendars: calendarsOf(bookings, calendars),
    ...options,
  });
  return Promise.resolve({
    async send(request) {
      const { status, headers, body } = await api(toHttpRequest(request, base));
      const length = status === 304 || status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const named = Object.entries({ ...headers, ...length }).map(([name, value]) => [name.toLowerCase(), value]);
      return { status, headers: Object.fromEntries(named), text: request.method === 'HEAD' ? '' : body };
    },
    close: () => Promise.resolve(),
  });
}
