import { PassThrough } from 'node:stream';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { refuse } from '../../../../src/entrypoints/express/live/refuse.js';

function refusedAt(url: string) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  const socket = new PassThrough();
  refuse(socket, request, { kind: 'route_not_found' });
  return socket;
}

it('what is refused is answered as a request, without the query', () => {
  const answer = String(refusedAt('/elsewhere?access_token=secret').read());
  expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n(.+\r\n)*Content-Type: application\/problem\+json\r\n(.+\r\n)*\r\n\{/);
  expect(answer).toContain('"instance":"/elsewhere"');
  expect(answer).not.toContain('secret');
});

it('a client that breaks off while it is refused is no exception', () => {
  const socket = refusedAt('/live');
  expect(() => socket.emit('error', new Error('reset'))).not.toThrow();
  expect(socket.destroyed).toBe(true);
});
