import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';

const OF_THE_OFFER = new Set(['connection', 'upgrade', 'http2-settings']);

function* headerLines(rawHeaders: readonly string[]): Generator<string> {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!OF_THE_OFFER.has(name.toLowerCase())) yield `${name}: ${value}\r\n`;
  }
}

/**
 * Has a request that offered to speak something else answered as one that did not, body and all. For Nodes before 22.21:
 * they ask nobody whether an offer is taken, and have let go of the connection by then. It is good for this one answer,
 * for whoever counts the connections of the server has counted it twice.
 */
export function handBack(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [...headerLines(rawHeaders), 'Connection: close\r\n'].join('');
  socket.unshift(Buffer.concat([Buffer.from(`${method} ${url} HTTP/${httpVersion}\r\n${lines}\r\n`, 'latin1'), head]));
  server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', socket);
}
