import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../http/problem.js';
import { toProblemResponse } from '../../http/problem-response.js';

export const pathOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string => url.split('?', 1)[0] ?? '';

/** Who speaks another version is told ours: RFC 6455, section 4.2.2. */
const speaksAnother = (problem: Problem): boolean =>
  problem.kind === 'invalid_request' && problem.issues.some(({ path }) => path === 'Sec-WebSocket-Version');

/** Answers a handshake in HTTP, as any other request would be, and lets the connection go. */
export function refuse(socket: Duplex, request: IncomingMessage, problem: Problem): void {
  const { status, headers, body } = toProblemResponse(problem, { base: '', path: pathOf(request) });
  const all = {
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
    ...(speaksAnother(problem) && { 'Sec-WebSocket-Version': '13' }),
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  // Once upgraded nobody else listens, and a client that breaks off would be an exception.
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
