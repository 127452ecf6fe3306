import type { Actor } from '../../domain/access/actor.js';
import type { Logger, Tickets } from '../../ports/index.js';
import type { JwtOptions } from '../http/tokens/rules.js';
import { tokenCheck } from '../http/tokens/token-check.js';
import { subprotocolsIn, ticketsAmong } from '../live/subprotocol.js';
import { ticketOffice } from '../live/ticket-office.js';
import { type ActorContext, toContext } from './actor-context.js';
import { type HeaderLines, linesOf } from './header-lines.js';

/** What API Gateway asks a `REQUEST` authorizer: as much of it as is read. */
export interface AuthorizerEvent extends HeaderLines {
  readonly type: string;
  readonly methodArn: string;
}

export interface AuthorizerOptions extends JwtOptions {
  /** Those that the HTTP handler issues, for browsers, which cannot send a token. Without them, none is taken. */
  readonly tickets?: Tickets | undefined;
  /** Hears why somebody could not be checked, and of no bad token. Default: nobody, for Lambda logs each failed call. */
  readonly logger?: Logger | undefined;
}

export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow'; readonly Resource: string },
    ];
  };
  /** Who is calling: the WebSocket functions find it in `requestContext.authorizer`. */
  readonly context: ActorContext;
}

/** API Gateway answers 401 when an authorizer fails with just this word, and 500 when it fails with any other. */
const unauthorized = (): Error => new Error('Unauthorized');

/** One that came twice names nobody: which of them was meant, nobody can tell. */
function authorizationIn(event: AuthorizerEvent): string | undefined {
  const [found, ...more] = linesOf(event, 'authorization');
  return more.length > 0 ? undefined : found;
}

const ticketsIn = (event: AuthorizerEvent): readonly string[] =>
  ticketsAmong(subprotocolsIn(linesOf(event, 'sec-websocket-protocol').join(',')));

function checkEvent(event: AuthorizerEvent): void {
  if (event?.type === 'REQUEST' && typeof event.methodArn === 'string') return;
  throw new TypeError('holdfast authorizes as a REQUEST authorizer, which is asked with a methodArn');
}

/**
 * A Lambda authorizer for `$connect` of a WebSocket API: a ticket among the subprotocols is redeemed, else the token in
 * `Authorization` is checked, both as on Express, and the connection allowed to just what was asked for. Without a good
 * one it rejects with `Unauthorized`, and with another error when that cannot be found out, because the keys cannot be
 * fetched for instance.
 *
 * @throws TypeError when the options admit no safe check.
 */
export function createAuthorizer({ logger, tickets, ...options }: AuthorizerOptions): (event: AuthorizerEvent) => Promise<AuthorizerResult> {
  const check = tokenCheck(options);
  const office = tickets && ticketOffice(tickets);

  async function redeemed(ticket: string): Promise<Actor | undefined> {
    const holder = await office?.redeem(ticket);
    if (holder?.isErr()) throw new Error('tickets cannot be redeemed', { cause: holder.error.cause });
    return holder?.unwrapOr(undefined);
  }

  async function callerIn(event: AuthorizerEvent): Promise<Actor | undefined> {
    const [ticket, ...others] = ticketsIn(event);
    if (others.length > 0) return undefined;
    try {
      return await (ticket === undefined ? check(authorizationIn(event)) : redeemed(ticket));
    } catch (error) {
      logger?.error({ error }, ticket === undefined ? 'token not checked' : 'ticket not redeemed');
      throw error;
    }
  }

  return async (event) => {
    checkEvent(event);
    const actor = await callerIn(event);
    if (!actor) throw unauthorized();
    return {
      principalId: actor.subject,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }],
      },
      context: toContext(actor),
    };
  };
}
