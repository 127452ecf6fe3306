import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handBack } from './hand-back.js';
import { pathOf, refuse } from './refuse.js';
import { requestsUnderWay } from './under-way.js';

export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What Node asks, since 22.21, when a client offers to speak something else. */
interface AsksFirst {
  shouldUpgradeCallback?: (request: IncomingMessage) => boolean;
}

/** Who takes what at each server, by path: one listener for all live servers, so that every other one is the host's. */
const taken = new WeakMap<Server, Map<string, TakeUpgrade>>();

/**
 * All that is no WebSocket handshake at one of our paths is answered as it would be without us.
 * @throws TypeError when somebody else takes those of this path.
 */
export function takeUpgrades(server: Server, path: string, take: TakeUpgrade): void {
  const byPath = taken.get(server) ?? listenTo(server);
  const there = byPath.get(path) ?? take;
  if (there !== take) throw new TypeError(`another live server is attached at ${path}`);
  byPath.set(path, take);
}

function listenTo(server: Server & AsksFirst): Map<string, TakeUpgrade> {
  const byPath = new Map<string, TakeUpgrade>();
  taken.set(server, byPath);
  // Other offers are none to us: curl and Java's client make one of HTTP/2 with requests like any others.
  const takerOf = (request: IncomingMessage): TakeUpgrade | undefined =>
    request.headers.upgrade?.toLowerCase() === 'websocket' ? byPath.get(pathOf(request)) : undefined;
  const isUnderWay = requestsUnderWay(server);
  const othersListen = (): boolean => server.listenerCount('upgrade') > 1;
  // One who listens to requests is ours and only counts them.
  const nobodyAnswers = (): boolean => server.listenerCount('request') === 1;

  server.on('upgrade', (request, socket, head) => {
    const take = takerOf(request);
    if (!take && othersListen()) return;
    // What is still to be answered would be answered in the middle of what comes after.
    if (isUnderWay(socket)) socket.destroy();
    else if (take) take(request, socket, head);
    // Left alone it would stay open for ever.
    else if (nobodyAnswers()) refuse(socket, request, { kind: 'route_not_found' });
    else handBack(server, request, socket, head);
  });
  const before = server.shouldUpgradeCallback;
  server.shouldUpgradeCallback = (request) => {
    if (nobodyAnswers()) return true;
    // Sent before the last answer had come, it is a request like any others, and answered in its turn.
    if (takerOf(request)) return !isUnderWay(request.socket);
    return othersListen() && (before?.call(server, request) ?? true);
  };
  return byPath;
}
