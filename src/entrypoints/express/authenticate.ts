import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Actor } from '../../domain/access/actor.js';

/** Who is calling, verified; `undefined` is answered with 401, a rejection with 500. */
export type Authenticate = (request: Request) => Actor | undefined | PromiseLike<Actor | undefined>;

/**
 * The same by what HTTP itself tells, with nothing that Express or a middleware adds to it. It fits wherever an
 * `Authenticate` does, and live connections too, which pass through neither.
 */
export type AuthenticateConnection = (request: IncomingMessage) => ReturnType<Authenticate>;

/** Everyone is staff. Named so that nobody gets it by leaving something out. */
export const trustEveryone: AuthenticateConnection = () => ({ subject: 'anyone', roles: ['staff'] });
