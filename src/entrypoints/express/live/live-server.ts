import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { inMemorySubscriptions, inMemoryTickets } from '../../../adapters/in-memory/index.js';
import { systemClock, timedSubscriptions, timedTickets } from '../../../adapters/system/index.js';
import { liveSockets, webSocketBroadcaster } from '../../../adapters/websocket/index.js';
import type { Broadcaster } from '../../../ports/index.js';
import { toConsole } from '../../http/incident.js';
import { invalidRequest } from '../../http/issues.js';
import type { Problem } from '../../http/problem.js';
import { consoleLogger } from '../../library/console-logger.js';
import { quietLogger } from '../../library/guarded-parts.js';
import { createLiveProtocol } from '../../live/protocol.js';
import { SUBPROTOCOL } from '../../live/subprotocol.js';
import { type TicketOffice, ticketOffice } from '../../live/ticket-office.js';
import { liveConnections } from './connections.js';
import { admitted, type Door } from './handshake.js';
import { LIVE_LIMITS, type LiveLimits } from './limits.js';
import type { LiveServerOptions } from './options.js';
import { Places } from './places.js';
import { Reception } from './reception.js';
import { refuse } from './refuse.js';
import { reportTo } from './report.js';
import { type TakeUpgrade, takeUpgrades } from './upgrades.js';

export interface LiveServer {
  /** For `createBookings`. */
  readonly broadcaster: Broadcaster;
  /** For `createBookingRouter`. */
  readonly tickets: TicketOffice;
  /**
   * From now on connections are made there. Once more is as once.
   * @throws TypeError when another live server has the same path there.
   */
  attach(server: Server): void;
  /** Ends all connections, with 1001, and takes no more. */
  close(): Promise<void>;
}

/** How long subscriptions and tickets may take to answer. */
const TIMEOUT_MS = 5_000;

const transport = ({ frameBytes, frameParts, closingMs }: LiveLimits) => ({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: frameBytes,
  maxFragments: frameParts,
  closeTimeout: closingMs,
  // One frame at a time, and others in between: a flood of one connection must not be all that this process does.
  allowSynchronousEvents: false,
  handleProtocols: (offered: ReadonlySet<string>) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
});

/**
 * Live updates over WebSocket, for any `http.Server`; `docs/live.md` has the protocol. Needs the package `ws`.
 * @throws TypeError when `maxConnectionsPerSubject` is no whole number from 1.
 */
export const createLiveServer = (options: LiveServerOptions = {}): LiveServer => liveServer(options, LIVE_LIMITS);

export function liveServer(options: LiveServerOptions, limits: LiveLimits): LiveServer {
  const { authenticate, origins = [], admits = () => true, path = '/live', onError = toConsole } = options;
  const logger = quietLogger(options.logger ?? consoleLogger);
  const subscriptions = timedSubscriptions(options.subscriptions ?? inMemorySubscriptions(), TIMEOUT_MS);
  const tickets = ticketOffice(timedTickets(options.ticketStore ?? inMemoryTickets(), TIMEOUT_MS));
  const sockets = liveSockets({ maxUnreadBytes: limits.unreadBytes });
  const protocol = createLiveProtocol({ subscriptions, logger, newIncidentId: randomUUID });
  const parts = { sockets, subscriptions, protocol, limits, clock: systemClock, logger, newId: randomUUID };
  const connections = liveConnections(parts);
  const door: Door = { tickets, authenticate, origins, admits };
  const reception = new Reception(limits.handshakeMs, onError, (request) => admitted(request, door));

  const places = new Places(options.maxConnectionsPerSubject ?? limits.connectionsOfOne);
  // Those with nobody at their other end are gone by then.
  const tooMany: Problem = { kind: 'too_many_requests', retryAfterSeconds: Math.ceil((2 * limits.heartbeatMs) / 1_000) };

  const handshakes = new WebSocketServer(transport(limits));
  handshakes.on('wsClientError', (_error, socket, request) =>
    refuse(socket, request, invalidRequest([{ path: 'Sec-WebSocket-Protocol', rule: 'format' }])),
  );

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // A client that breaks off is no error of ours.
    socket.on('error', () => socket.destroy());
    const caller = await reception.ask(request);
    // Who is gone by now would give no place back.
    if (socket.closed) return;
    if (caller.isErr()) return refuse(socket, request, caller.error);
    if (closed) return refuse(socket, request, { kind: 'no_connection' });
    if (!places.take(caller.value.subject, socket)) return refuse(socket, request, tooMany);
    handshakes.handleUpgrade(request, socket, head, (live) => connections.add(live, caller.value));
  }

  const take: TakeUpgrade = (request, socket, head) => {
    upgrade(request, socket, head).catch((error: unknown) => {
      reportTo(onError, error);
      socket.destroy();
    });
  };

  let closed: Promise<void> | undefined;

  return {
    broadcaster: webSocketBroadcaster(sockets, subscriptions),
    tickets,
    attach(server) {
      takeUpgrades(server, path, take);
    },
    close() {
      reception.close();
      return (closed ??= connections.close());
    },
  };
}
