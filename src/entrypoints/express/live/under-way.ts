import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Whether a connection has requests whose answers are not all sent yet. */
export function requestsUnderWay(server: Server): (socket: Duplex) => boolean {
  const counts = new WeakMap<Duplex, number>();
  const add = (socket: Duplex, change: number): void => void counts.set(socket, (counts.get(socket) ?? 0) + change);
  server.prependListener('request', ({ socket }, response) => {
    add(socket, 1);
    response.once('close', () => add(socket, -1));
  });
  return (socket) => (counts.get(socket) ?? 0) > 0;
}
