import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connected, refused } from '../live/live-client.js';
import { serverForTheFile } from './server-process.js';

const statusFor = (url: string, host: string, more: Readonly<Record<string, string>> = {}): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${url}/livez`, { headers: { host, ...more } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });

describe('a server that asks nobody who they are', () => {
  const at = serverForTheFile({ HOLDFAST_STORE: 'memory:', HOLDFAST_CORS_ORIGINS: 'https://desk.example' });

  it.each(['127.0.0.1', 'localhost:3000', 'LOCALHOST', '[::1]:80', '127.8.9.10:1'])('answers to %s', async (host) => {
    expect(await statusFor(at.url, host)).toBe(200);
  });
  it.each(['evil.example', '127.0.0.1.evil.example:3000', 'localhost.evil.example', '10.0.0.1', '[::2]', '127.0.0.1:x'])(
    'does not answer to %s, which a web page may have pointed at it',
    async (host) => {
      expect(await statusFor(at.url, host)).toBe(403);
    },
  );

  it.each(['http://localhost:3000', 'https://desk.example'])('answers to a page of %s', async (origin) => {
    expect(await statusFor(at.url, 'localhost:3000', { origin })).toBe(200);
  });
  it.each(['https://evil.example', 'http://localhost:3001', 'null'])('does not answer to a page of %s', async (origin) => {
    expect(await statusFor(at.url, 'localhost:3000', { origin })).toBe(403);
  });

  describe('over a live connection, which browsers let any page open', () => {
    const live = (): string => `${at.url.replace('http', 'ws')}/live`;
    it.each(['127.0.0.1', 'localhost:3000', '[::1]:80'])('answers to %s', async (host) => {
      (await connected(live(), { headers: { host } })).socket.close();
      (await connected(live(), { headers: { host, origin: `http://${host}` } })).socket.close();
      (await connected(live(), { headers: { host, origin: 'https://desk.example' } })).socket.close();
    });
    it.each([
      ['evil.example', undefined],
      ['evil.example', 'http://evil.example'],
      ['127.0.0.1.evil.example', 'http://127.0.0.1.evil.example'],
      ['localhost:3000', 'https://evil.example'],
      ['localhost:3000', 'https://localhost:3000'],
      ['localhost:3000', 'null'],
      ['10.0.0.1', 'https://desk.example'],
    ])('does not answer to %s for a page of %s', async (host, origin) => {
      const headers = { host, ...(origin !== undefined && { origin }) };
      expect(await refused(live(), { headers })).toMatchObject({ status: 403, code: 'forbidden' });
    });
  });
});
