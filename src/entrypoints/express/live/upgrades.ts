import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { pathOf, refuse } from './refuse.js';

export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Who takes what at each server, by path: one listener for all live servers, so that every other one is the host's. */
const taken = new WeakMap<Server, Map<string, TakeUpgrade>>();

/** @throws TypeError when somebody else takes those of this path. */
export function takeUpgrades(server: Server, path: string, take: TakeUpgrade): void {
  const byPath = taken.get(server) ?? listenTo(server);
  const there = byPath.get(path) ?? take;
  if (there !== take) throw new TypeError(`another live server is attached at ${path}`);
  byPath.set(path, take);
}

function listenTo(server: Server): Map<string, TakeUpgrade> {
  const byPath = new Map<string, TakeUpgrade>();
  taken.set(server, byPath);
  server.on('upgrade', (request, socket, head) => {
    const take = byPath.get(pathOf(request));
    if (take) take(request, socket, head);
    // Nobody else listens: left alone it would stay open for ever.
    else if (server.listenerCount('upgrade') === 1) refuse(socket, request, { kind: 'route_not_found' });
  });
  return byPath;
}
