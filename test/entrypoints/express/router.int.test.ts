import { connect } from 'node:net';
import express from 'express';
import { type Bookings, errAsync, okAsync } from 'holdfast';
import { createBookingRouter, trustEveryone } from 'holdfast/express';
import { afterEach, describe, expect, it } from 'vitest';
import { massage } from '../http/scenario.js';
import type { Wire, WireRequest } from '../http/wire.js';
import { actorOf, world } from '../http/world.js';
import { byTestHeader, type Mounting, openExpress, serveApp } from './express-wire.js';

const opened: Wire[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((wire) => wire.close()));
});

async function mounted(mounting: Mounting = {}, bookings: Bookings = world().bookings) {
  const wire = await openExpress(mounting)(bookings);
  opened.push(wire);
  return wire;
}
const json = { 'content-type': 'application/json' };
const get = (target: string, more: Partial<WireRequest> = {}): WireRequest => ({ method: 'GET', target, headers: {}, as: actorOf('ada'), ...more });
const post = (target: string, body: unknown, more: Partial<WireRequest> = {}): WireRequest => ({ method: 'POST', target, headers: json, body: JSON.stringify(body), as: actorOf('ada'), ...more });

it('cannot be made without saying who is calling', () => {
  // @ts-expect-error authenticate is missing
  expect(() => createBookingRouter(world().bookings, {})).not.toThrow();
});

it('takes everyone for staff when told to trust everyone', async () => {
  const wire = await mounted({ authenticate: trustEveryone });
  expect((await wire.send(get('/bookings?userId=anyone-at-all', { as: undefined }))).status).toBe(200);
});

describe('a fault that is ours', () => {
  const broken = (error: unknown): Bookings => ({
    ...world().bookings,
    get: () => {
      throw error;
    },
  });

  it.each([
    ['an exception in the library', { bookings: broken(new Error('secret detail')), authenticate: byTestHeader }],
    ['something thrown that is no error', { bookings: broken('secret detail'), authenticate: byTestHeader }],
    ['an authenticate that rejects', { bookings: world().bookings, authenticate: () => Promise.reject(new Error('secret detail')) }],
    [
      'an authenticate that throws',
      {
        bookings: world().bookings,
        authenticate: () => {
          throw new Error('secret detail');
        },
      },
    ],
  ])('%s is 500 with an id, and told in full to onError alone', async (_, { bookings, authenticate }) => {
    const told: [unknown, string][] = [];
    const wire = await mounted({ authenticate, onError: (error, incidentId) => told.push([error, incidentId]) }, bookings);
    const answer = await wire.send(get('/bookings/x'));
    const body: unknown = JSON.parse(answer.text);
    expect(answer.status).toBe(500);
    expect(told).toHaveLength(1);
    expect(body).toMatchObject({ code: 'internal_error', incidentId: told[0]?.[1] });
    expect(String(told[0]?.[0])).toContain('secret detail');
    expect(answer.text).not.toMatch(/secret detail|\.ts|\bat /);
  });

  it('is answered even when onError itself fails', async () => {
    const onError = (): never => {
      throw new Error('the log is down');
    };
    const wire = await mounted({ onError }, broken(new Error('x')));
    expect((await wire.send(get('/bookings/x'))).status).toBe(500);
  });

  it('of a store that is down is 503, to be repeated with the same key', async () => {
    const bookings: Bookings = { ...world().bookings, ping: () => errAsync({ kind: 'store_unavailable' }) };
    const answer = await (await mounted({}, bookings)).send(get('/readyz', { as: undefined }));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  });
});

describe('the rate limit', () => {
  const spend = async (wire: Wire, request: WireRequest, times: number) => {
    const statuses = [];
    for (let n = 0; n < times; n += 1) statuses.push((await wire.send(request)).status);
    return statuses;
  };

  it('is counted per caller', async () => {
    const wire = await mounted({ rateLimit: { perMinute: 2 } });
    expect(await spend(wire, get('/bookings'), 3)).toEqual([200, 200, 429]);
    expect(await spend(wire, get('/bookings', { as: actorOf('bob') }), 1)).toEqual([200]);
  });

  it('says when to come back', async () => {
    const wire = await mounted({ rateLimit: { perMinute: 1 } });
    await spend(wire, get('/bookings'), 1);
    const answer = await wire.send(get('/bookings'));
    expect(answer.headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'too_many_requests' });
  });

  it('counts failed attempts to authenticate by where they come from', async () => {
    const wire = await mounted({ rateLimit: { perMinute: 2 } });
    expect(await spend(wire, get('/bookings', { as: undefined }), 3)).toEqual([401, 401, 429]);
    expect(await spend(wire, get('/bookings'), 1)).toEqual([200]);
  });

  it('is 600 a minute unless said, and does not count health checks', async () => {
    const { bookings } = world();
    const app = express().use(createBookingRouter(bookings, { authenticate: byTestHeader }));
    const wire = await serveApp(app);
    opened.push(wire);
    await spend(wire, get('/livez', { as: undefined }), 10);
    // Ten a second flow back meanwhile, so the end comes a little after the 600th.
    const statuses = await spend(wire, get('/bookings/x'), 600);
    while (statuses.at(-1) !== 429) statuses.push(...(await spend(wire, get('/bookings/x'), 1)));
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(600);
    expect(statuses.indexOf(429)).toBeLessThan(900);
  });

  it('can be someone else’s, and when that is down everyone passes', async () => {
    const asked: string[] = [];
    const take = (caller: string) => {
      asked.push(caller);
      return asked.length > 1 ? errAsync({ kind: 'store_unavailable' as const }) : okAsync({ remaining: 0, retryAfterMs: 1_500 });
    };
    const wire = await mounted({ rateLimit: { take } });
    const refused = await wire.send(get('/bookings'));
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '2']);
    expect((await wire.send(get('/bookings'))).status).toBe(200);
    expect(asked).toEqual(['subject ada', 'subject ada']);
  });
});

describe('what the host program did before', () => {
  it.each([
    ['express.text()', express.text({ type: '*/*' })],
    ['express.raw()', express.raw({ type: '*/*' })],
    ['a parser that leaves {} where it did not look', ((request, _response, next) => {
      request.body = {};
      next();
    }) satisfies express.RequestHandler],
  ])('%s leaves the body readable', async (_, parser) => {
    const wire = await mounted({ before: (app) => app.use(parser) });
    expect((await wire.send(post('/bookings', massage()))).status).toBe(201);
  });

  it('a body that was read and thrown away is no body, and nobody waits for it', async () => {
    const swallow: express.RequestHandler = (request, _response, next) => {
      request.resume().once('end', () => next());
    };
    const wire = await mounted({ before: (app) => app.use(swallow) });
    expect((await wire.send(post('/bookings', massage()))).status).toBe(400);
    expect((await wire.send(post('/bookings/x/cancel', {}))).status).toBe(404);
  });

  it('a merge patch is read although express.json() passes it by', async () => {
    const wire = await mounted({ before: (app) => app.use(express.json()) });
    const booked = await wire.send(post('/bookings', massage()));
    const { bookingId } = JSON.parse(booked.text) as { bookingId: string };
    const patched = await wire.send({ ...post(`/bookings/${bookingId}`, { notes: 'x' }), method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' } });
    expect([patched.status, patched.headers['etag']]).toEqual([200, '"2"']);
  });

  it('an answer that was sent already is left alone', async () => {
    const early: express.RequestHandler = (_request, response, next) => {
      response.status(418).end();
      next();
    };
    const wire = await mounted({ before: (app) => app.use(early) });
    expect((await wire.send(get('/bookings'))).status).toBe(418);
  });
});

describe('an address that is none of ours', () => {
  const after = async (passUnknownRoutes: boolean) => {
    const app = express();
    app.use(createBookingRouter(world().bookings, { authenticate: byTestHeader, passUnknownRoutes }));
    app.get('/elsewhere', (_request, response) => void response.send('hello'));
    const wire = await serveApp(app);
    opened.push(wire);
    return wire;
  };

  it('is answered with 404', async () => expect((await (await after(false)).send(get('/elsewhere'))).status).toBe(404));

  it('goes to the next handler when asked for, and only then', async () => {
    const wire = await after(true);
    expect((await wire.send(get('/elsewhere'))).text).toBe('hello');
    expect(JSON.parse((await wire.send(get('/bookings/x'))).text)).toMatchObject({ code: 'not_found' });
  });
});

describe('a body of unknown length', () => {
  const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  const head = (port: number) =>
    `POST /bookings HTTP/1.1\r\nHost: localhost:${port}\r\nX-Test-Actor: ${JSON.stringify(actorOf('ada'))}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;

  const firstLine = (port: number, parts: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => parts.forEach((part) => socket.write(part)));
      socket.once('data', (data: Buffer) => {
        resolve(data.toString('latin1').split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.once('error', reject);
    });

  it('is read when it is small', async () => {
    const { port } = await mounted();
    const body = JSON.stringify(massage());
    expect(await firstLine(port, [head(port), chunk(body.slice(0, 9)), chunk(body.slice(9)), '0\r\n\r\n'])).toBe('HTTP/1.1 201 Created');
  });

  it('is refused once it is too large, without waiting for its end', async () => {
    const { port } = await mounted();
    const endless = Array.from({ length: 17 }, () => chunk('x'.repeat(1_024)));
    expect(await firstLine(port, [head(port), ...endless])).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it('whose sender goes away harms no one else', async () => {
    const faults: unknown[] = [];
    const wire = await mounted({ onError: (error) => faults.push(error) });
    await new Promise<void>((resolve) => {
      const socket = connect(wire.port, '127.0.0.1', () => {
        socket.write(head(wire.port) + chunk('{"userId":'), () => socket.destroy());
      });
      socket.once('close', () => resolve());
    });
    expect((await wire.send(get('/bookings'))).status).toBe(200);
    expect(faults).toEqual([]);
  });
});
