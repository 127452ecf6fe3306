import express from 'express';
import { createBookingRouter } from 'holdfast/express';
import { describe, expect, it } from 'vitest';
import { massage } from '../http/scenario.js';
import { world } from '../http/world.js';
import { get, mounted, post, served } from './asking.js';
import { byTestHeader } from './express-wire.js';

describe('what the host program did before', () => {
  it.each([
    ['express.text()', express.text({ type: '*/*' })],
    ['express.raw()', express.raw({ type: '*/*' })],
    [
      'a parser that leaves {} where it did not look',
      ((request, _response, next) => {
        request.body = {};
        next();
      }) satisfies express.RequestHandler,
    ],
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
    const patched = await wire.send({
      ...post(`/bookings/${bookingId}`, { notes: 'x' }),
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect([patched.status, patched.headers['etag']]).toEqual([200, '"2"']);
  });

  it('an answer that was sent already is left alone', async () => {
    const faults: unknown[] = [];
    const early: express.RequestHandler = (_request, response, next) => {
      response.status(418).end();
      next();
    };
    const handler: express.ErrorRequestHandler = (error, _request, _response, _next) => void faults.push(error);
    const router = createBookingRouter(world().bookings, { authenticate: byTestHeader });
    const wire = await served(express().use(early, router, handler));
    expect((await wire.send(get('/bookings'))).status).toBe(418);
    expect((await wire.send(get('/bookings'))).status).toBe(418);
    expect(faults).toEqual([]);
  });
});

describe('an address that is none of ours', () => {
  const after = async (passUnknownRoutes: boolean) => {
    const app = express();
    app.use(createBookingRouter(world().bookings, { authenticate: byTestHeader, passUnknownRoutes }));
    app.get('/elsewhere', (_request, response) => void response.send('hello'));
    return served(app);
  };

  it('is answered with 404', async () => expect((await (await after(false)).send(get('/elsewhere'))).status).toBe(404));

  it('goes to the next handler when asked for, and only then', async () => {
    const wire = await after(true);
    expect((await wire.send(get('/elsewhere'))).text).toBe('hello');
    expect(JSON.parse((await wire.send(get('/bookings/x'))).text)).toMatchObject({ code: 'not_found' });
  });
});
