import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requireTable } from '../../../src/entrypoints/composition/dynamodb/require-table.js';
import { describeTable } from '../../../src/entrypoints/composition/dynamodb/tables.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const brokenOff: Answer = (request) => request.socket.resetAndDestroy();
const refusing =
  (name: string, status = 400): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name }));
  };
const empty: Answer = (_, response) => void response.end('{}');

let server: Server;
let answers: Answer[];
let asked: number;
beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

describe('a server that is about to begin', () => {
  it('asks again when the line to the table breaks, or DynamoDB is beside itself', async () => {
    answers = [brokenOff, refusing('InternalServerError', 500), empty];
    await requireTable('bookings');
    expect(asked).toBe(3);
  });

  it('says at once what will not pass', async () => {
    answers = [refusing('AccessDeniedException')];
    await expect(requireTable('bookings')).rejects.toThrow('DynamoDB refuses (AccessDeniedException)');
    expect(asked).toBe(1);
  });

  it('says what is wrong with a table that takes no such keys', async () => {
    answers = [refusing('ValidationException')];
    await expect(requireTable('bookings')).rejects.toThrow('the table bookings is not as it should be');
  });

  it('begins on a table that is only busy: its requests will be answered when it is not', async () => {
    answers = [refusing('ThrottlingException')];
    await requireTable('bookings');
    expect(asked).toBeGreaterThan(1);
  });
});

it('whoever looks after a table asks again, too', async () => {
  answers = [brokenOff, refusing('ThrottlingException'), refusing('ResourceNotFoundException')];
  expect(await describeTable('bookings')).toBeUndefined();
  expect(asked).toBe(3);
});
