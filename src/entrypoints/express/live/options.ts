import type { IncomingMessage } from 'node:http';
import type { Logger, Subscriptions, Tickets } from '../../../ports/index.js';
import type { AuthenticateConnection } from '../authenticate.js';

export interface LiveServerOptions {
  /** Says who connects, by the headers of the handshake. Without it, only who has a ticket connects. */
  readonly authenticate?: AuthenticateConnection | undefined;
  /** Pages that may connect beside those of this host: `https://desk.example`, or `*` for any. */
  readonly origins?: readonly string[] | undefined;
  /** Asked before anything else; `false` is answered with 403. */
  readonly admits?: ((request: IncomingMessage) => boolean) | undefined;
  /** One caller may have so many connections here at once; a handshake beyond them is answered with 429. Default: 500. */
  readonly maxConnectionsPerSubject?: number | undefined;
  /** Default: `/live`. */
  readonly path?: string | undefined;
  /** Where tickets are kept. Default: in memory, for one process. */
  readonly ticketStore?: Tickets | undefined;
  /** Default: in memory, for the connections of this process. */
  readonly subscriptions?: Subscriptions | undefined;
  /** Hears of subscriptions that cannot be reached. Default: the console. */
  readonly logger?: Logger | undefined;
  /** Told of handshakes that failed by a fault, under the id that who was answered with 500 got; default: `console.error`. */
  readonly onError?: ((error: unknown, incidentId: string) => void) | undefined;
}
