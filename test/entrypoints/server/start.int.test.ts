import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addressOf, type ServerProcess, serversInAFolder } from './server-process.js';

const shell = promisify(execFile);
const { start, inFolder } = serversInAFolder({ HOLDFAST_STORE: 'memory:' });
const pasted = async (line: string, environment: Record<string, string> = {}): Promise<string> =>
  (await shell('bash', ['-c', line], { env: { PATH: process.env['PATH'], ...environment } })).stdout.split(
    '\r\n',
    1,
  )[0] ?? '';
const greeted = async (server: ServerProcess): Promise<string> => (await server.wrote(/^ +(curl .*)$/m))[1] ?? '';

describe('a server that was just started', () => {
  it('prints where to look and a line that books, and pasted again is refused', async () => {
    const server = start();
    const line = await greeted(server);
    expect(await addressOf(server)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(line).toContain('T10:00:00.000Z');
    expect(await pasted(line)).toBe('HTTP/1.1 201 Created');
    expect(await pasted(line)).toBe('HTTP/1.1 409 Conflict');
  });

  it('says loudly that nobody is asked who they are', async () => {
    const server = start();
    await greeted(server);
    expect(server.out()).toContain('EVERYONE IS STAFF');
  });

  it('keeps its bookings in a file, and after a restart prints a line that books again', async () => {
    const settings = { HOLDFAST_STORE: 'sqlite:./data/holdfast.db' };
    const first = start(settings);
    const line = await greeted(first);
    expect(await pasted(line)).toBe('HTTP/1.1 201 Created');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = start(settings);
    const next = await greeted(second);
    expect(next).toContain('T11:00:00.000Z');
    expect(await pasted(next)).toBe('HTTP/1.1 201 Created');
    const bookings = await fetch(`${await addressOf(second)}/bookings?userId=ada`);
    expect(((await bookings.json()) as { items: unknown[] }).items).toHaveLength(2);
  });

  it('serves the services of its file', async () => {
    const file = inFolder('services.json');
    writeFileSync(file, JSON.stringify([{ serviceId: 'tour', name: 'Tour', capacity: 500 }]));
    const url = await addressOf(start({ HOLDFAST_SERVICES: file }));
    expect(await (await fetch(`${url}/services/tour`)).json()).toMatchObject({
      name: 'Tour',
      capacity: 500,
      version: 1,
    });
  });

  it('asks for tokens when it was told how to check them', async () => {
    const secret = 'a secret of more than thirty-two bytes';
    const server = start({ HOLDFAST_JWT_SECRET: secret, HOLDFAST_JWT_ISSUER: 'i', HOLDFAST_JWT_AUDIENCE: 'a' });
    const line = await greeted(server);
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ada')
      .setIssuer('i')
      .setAudience('a')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret));
    expect(server.out()).not.toContain('EVERYONE');
    expect(await pasted(line, { TOKEN: 'forged' })).toBe('HTTP/1.1 401 Unauthorized');
    expect(await pasted(line, { TOKEN: token })).toBe('HTTP/1.1 201 Created');
  });
});

describe('every answer of the server', () => {
  it('has security headers, no word of Express, and a request id', async () => {
    const url = await addressOf(start());
    const answer = await fetch(`${url}/livez`, { headers: { 'X-Request-Id': 'r-1' } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-request-id': 'r-1',
    });
    expect(answer.headers.has('x-powered-by')).toBe(false);
    const other = await fetch(`${url}/livez`, { headers: { 'X-Request-Id': 'not a good one' } });
    expect(other.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('may be read by pages of the origins it was told, and by no other', async () => {
    const url = await addressOf(start({ HOLDFAST_CORS_ORIGINS: 'https://app.example' }));
    const from = (Origin: string, init: RequestInit = {}) =>
      fetch(`${url}/bookings`, { ...init, headers: { Origin, 'Access-Control-Request-Method': 'POST' } });
    const preflight = await from('https://app.example', { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://app.example',
    ]);
    expect((await from('https://app.example')).headers.get('access-control-expose-headers')).toContain(
      'Idempotency-Replayed',
    );
    expect((await from('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
    expect((await from('https://evil.example', { method: 'OPTIONS' })).status).toBe(403);
  });

  it('is logged with its request id, and nothing in the log says who', async () => {
    const server = start();
    const url = await addressOf(server);
    const dateTime = new Date(Date.now() + 86_400_000).toISOString();
    const booked = await fetch(`${url}/bookings?ref=query-secret`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: 'Bearer token-secret',
        'Idempotency-Key': 'key-secret',
      },
      body: JSON.stringify({ userId: 'user-secret', serviceId: 'massage', dateTime }),
    });
    expect(booked.status).toBe(400);
    await fetch(`${url}/bookings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-secret', 'X-Request-Id': 'r-7' },
      body: JSON.stringify({ userId: 'user-secret', serviceId: 'massage', dateTime, notes: 'note-secret' }),
    });
    await fetch(`${url}/bookings?userId=user-secret`);
    await server.wrote(/"type":"BookingConfirmed"/);
    const [request = ''] = await server.wrote(/.*"requestId":"r-7".*/);
    expect(JSON.parse(request)).toMatchObject({ method: 'POST', operationId: 'createBooking', status: 201 });
    await server.wrote(/"operationId":"listBookings"/);
    expect(server.out()).not.toMatch(/-secret/);
  });
});

/** An environment in which the AWS client finds nothing that the machine may know. */
const AWS = {
  HOLDFAST_STORE: 'dynamodb:bookings',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'some',
  AWS_SECRET_ACCESS_KEY: 'some',
  AWS_CONFIG_FILE: '/no/such/file',
  AWS_SHARED_CREDENTIALS_FILE: '/no/such/file',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Answers everything so, in DynamoDB's stead. */
async function standIn(status: number, body: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status).end(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a server whose DynamoDB', () => {
  it('is busy begins all the same, and is not ready', async () => {
    const busy = await standIn(400, JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }));
    const url = await addressOf(start({ ...AWS, AWS_ENDPOINT_URL_DYNAMODB: busy }));
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it('is something else says so in one line and exits with 1', async () => {
    const server = start({ ...AWS, AWS_ENDPOINT_URL_DYNAMODB: await standIn(200, '<html>') });
    expect(await server.ended).toBe(1);
    expect(server.err()).toBe('holdfast: what answers is not DynamoDB: see AWS_ENDPOINT_URL_DYNAMODB\n');
  });
});

describe('a server that cannot start', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a bad port', { PORT: 'x' }, /^holdfast: PORT must be .*\n$/],
    ['an unknown store', { HOLDFAST_STORE: 'mysql:x' }, /^holdfast: HOLDFAST_STORE: it must be .*\n$/],
    ['an open host', { HOST: '0.0.0.0' }, /^holdfast: HOST 0\.0\.0\.0 is open to others.*\n$/],
    [
      'services that are not there',
      { HOLDFAST_SERVICES: 'nowhere.json' },
      /^holdfast: HOLDFAST_SERVICES: nowhere\.json cannot be read\n$/,
    ],
    ['a region that it was not told', { ...AWS, AWS_REGION: '' }, /^holdfast: DynamoDB needs a region .*AWS_REGION\n$/],
    [
      'credentials that it was not given',
      { ...AWS, AWS_SECRET_ACCESS_KEY: '' },
      /^holdfast: DynamoDB needs credentials .*AWS_ACCESS_KEY_ID.*\n$/,
    ],
    [
      'a DynamoDB that does not answer',
      { ...AWS, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' },
      /^holdfast: DynamoDB does not answer \(.*ECONNREFUSED.*AWS_ENDPOINT_URL_DYNAMODB\n$/,
    ],
    [
      'an address that is none',
      { ...AWS, AWS_ENDPOINT_URL_DYNAMODB: 'here' },
      /^holdfast: AWS_ENDPOINT_URL_DYNAMODB is not an address\n$/,
    ],
    ['a folder where the file should be', { HOLDFAST_STORE: 'sqlite:.' }, /^holdfast: .+\n$/],
  ])('because of %s says so in one line and exits with 1', async (_, settings, line) => {
    const server = start(settings);
    expect(await server.ended).toBe(1);
    expect(server.err()).toMatch(line);
    expect(server.out()).toBe('');
  });

  it('because of a service that is not valid, too', async () => {
    const file = inFolder('services.json');
    writeFileSync(file, JSON.stringify([{ serviceId: 'a b' }]));
    const server = start({ HOLDFAST_SERVICES: file });
    expect(await server.ended).toBe(1);
    expect(server.err()).toMatch(/^holdfast: .*"a b".*serviceId.*\n$/);
  });

  it('because its port is taken, too', async () => {
    const url = new URL(await addressOf(start()));
    const second = start({ PORT: url.port });
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/^holdfast: .*EADDRINUSE.*\n$/);
  });
});
