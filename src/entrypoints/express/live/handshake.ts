import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../../domain/access/actor.js';
import { err, ok, type Result } from '../../../domain/result.js';
import { invalidRequest } from '../../http/issues.js';
import type { Problem } from '../../http/problem.js';
import { subprotocolsIn, ticketsAmong } from '../../live/subprotocol.js';
import type { TicketOffice } from '../../live/ticket-office.js';
import type { AuthenticateConnection } from '../authenticate.js';
import { mayConnectFrom } from './origin.js';

/** What RFC 6455 asks of a client's headers, in section 4.2.1, beside the offer: what makes none does not come here. */
const HEADERS = {
  'Sec-WebSocket-Key': /^[+/0-9A-Za-z]{22}==$/,
  'Sec-WebSocket-Version': /^13$/,
} as const;

export interface Door {
  readonly tickets: TicketOffice;
  readonly authenticate: AuthenticateConnection | undefined;
  readonly origins: readonly string[];
  readonly admits: (request: IncomingMessage) => boolean;
}

/** What is wrong with it as a handshake, whoever sent it. */
function flawOf({ method, headers }: IncomingMessage): Problem | undefined {
  if (method !== 'GET') return { kind: 'method_not_allowed', allow: ['GET'] };
  const wrong = Object.entries(HEADERS).filter(([name, rule]) => !rule.test(String(headers[name.toLowerCase()])));
  return wrong.length === 0 ? undefined : invalidRequest(wrong.map(([path]) => ({ path, rule: 'format' })));
}

/** By the ticket, where one is offered: who has one that is no good is not asked again. */
async function callerOf(request: IncomingMessage, { tickets, authenticate }: Door): Promise<Result<Actor | undefined, Problem>> {
  const offered = subprotocolsIn(request.headers['sec-websocket-protocol']);
  const [ticket, ...others] = ticketsAmong(offered);
  if (others.length > 0) return err(invalidRequest([{ path: 'Sec-WebSocket-Protocol', rule: 'repeated' }]));
  return ticket === undefined ? ok(await authenticate?.(request)) : tickets.redeem(ticket);
}

/** Who is connecting; else what the handshake is answered with. Rejects when `authenticate` does. */
export async function admitted(request: IncomingMessage, door: Door): Promise<Result<Actor, Problem>> {
  const flaw = flawOf(request);
  if (flaw) return err(flaw);
  if (!door.admits(request) || !mayConnectFrom(request.headers, door.origins)) return err({ kind: 'forbidden' });
  const caller = await callerOf(request, door);
  return caller.andThen((actor) => (actor ? ok(actor) : err<never, Problem>({ kind: 'unauthenticated' })));
}
