import type { JwtOptions } from '../http/tokens/rules.js';
import { tokenCheck } from '../http/tokens/token-check.js';
import { type ActorContext, toContext } from './actor-context.js';
import { type HeaderLines, linesOf } from './header-lines.js';

/** What API Gateway asks a `REQUEST` authorizer: as much of it as is read. */
export interface AuthorizerEvent extends HeaderLines {
  readonly type: string;
  readonly methodArn: string;
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

function checkEvent(event: AuthorizerEvent): void {
  if (event?.type === 'REQUEST' && typeof event.methodArn === 'string') return;
  throw new TypeError('holdfast authorizes as a REQUEST authorizer, which is asked with a methodArn');
}

/**
 * A Lambda authorizer for `$connect` of a WebSocket API: the token in `Authorization` is checked as Express checks it,
 * and the connection allowed to just what was asked for. Without a good token it rejects with `Unauthorized`, and with
 * another error when that cannot be found out, because the keys cannot be fetched for instance.
 *
 * @throws TypeError when the options admit no safe check.
 */
export function createAuthorizer(options: JwtOptions): (event: AuthorizerEvent) => Promise<AuthorizerResult> {
  const check = tokenCheck(options);
  return async (event) => {
    checkEvent(event);
    const actor = await check(authorizationIn(event));
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
