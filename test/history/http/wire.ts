import type { Booking } from '../../../src/index.js';
import type { Called, Operation, Told } from '../history.js';

export type Intent = Pick<Called, 'operation' | 'actor' | 'input' | 'request'> &
  Partial<Pick<Called, 'key' | 'ifMatch'>>;

const PATHS: Readonly<Partial<Record<Operation, string>>> = {
  confirm: '/confirm',
  cancel: '/cancel',
  complete: '/complete',
  no_show: '/no-show',
};

/** A call as HTTP. */
export function toRequest({ operation, input, key, ifMatch }: Intent, token: string): [path: string, init: RequestInit] {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (key !== undefined) headers.set('idempotency-key', key);
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  const { bookingId, ...fields } = input;
  const path = typeof bookingId === 'string' ? `/bookings/${bookingId}` : '/bookings';
  if (operation === 'get') return [path, { headers }];
  if (operation === 'list') {
    const pairs = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]);
    const query = new URLSearchParams(pairs);
    return [`${path}?${query.toString()}`, { headers }];
  }
  headers.set('content-type', 'application/json');
  const method = operation === 'update' || operation === 'reschedule' ? 'PATCH' : 'POST';
  return [`${path}${PATHS[operation] ?? ''}`, { method, headers, body: JSON.stringify(fields) }];
}

const PROSE = ['type', 'title', 'status', 'code', 'detail', 'instance'];

/** What an answer says, as the library would have said it. */
export function toTold({ ok, headers }: Response, text: string): Told {
  const replayed = headers.get('idempotency-replayed') === 'true';
  if (ok) {
    const body: Booking | { readonly items: readonly Booking[] } = JSON.parse(text);
    return 'items' in body ? { bookings: body.items } : { booking: body, replayed };
  }
  const body: { readonly code: string } = JSON.parse(text);
  const facts = Object.entries(body).filter(([name]) => !PROSE.includes(name));
  return { refusal: { kind: body.code, ...Object.fromEntries(facts) }, replayed };
}
