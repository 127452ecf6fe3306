import { createHttpHandler, type HttpEvent } from 'holdfast/lambda';
import type { OpenWire, Wire } from '../../http/wire.js';
import type { Front } from './fronts.js';

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** The function behind one of its fronts; event and answer go through JSON, as they do at AWS. */
export const openLambda =
  ({ toEvent, options, carries }: Front): OpenWire =>
  (bookings, _base, calendars): Promise<Wire> => {
    const handler = createHttpHandler(bookings, { ...options, calendars });
    return Promise.resolve({
      carries,
      async send(request) {
        const { statusCode, headers, body } = asJson(await handler(asJson<HttpEvent>(toEvent(request))));
        const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
        return { status: statusCode, headers: Object.fromEntries(named), text: body };
      },
      close: () => Promise.resolve(),
    });
  };
