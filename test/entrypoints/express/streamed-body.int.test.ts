import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import express from 'express';
import { describe, expect, it, vi } from 'vitest';
import { massage } from '../http/scenario.js';
import { actorOf, world } from '../http/world.js';
import { get, mounted } from './asking.js';

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
    expect(await firstLine(port, [head(port), chunk(body.slice(0, 9)), chunk(body.slice(9)), '0\r\n\r\n'])).toBe(
      'HTTP/1.1 201 Created',
    );
  });

  it('is refused once it is too large, without waiting for its end', async () => {
    const { port } = await mounted();
    const endless = Array.from({ length: 17 }, () => chunk('x'.repeat(1_024)));
    expect(await firstLine(port, [head(port), ...endless])).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it.each([
    ['express.raw()', express.raw({ type: '*/*' })],
    ['express.text()', express.text({ type: '*/*' })],
  ])('is refused when %s let it through', async (_, parser) => {
    const { port } = await mounted({ before: (app) => app.use(parser) });
    const long = Array.from({ length: 17 }, () => chunk(' '.repeat(1_024)));
    expect(await firstLine(port, [head(port), ...long, '0\r\n\r\n'])).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it('that breaks off is no request, even where a body may be missing', async () => {
    const { bookings } = world();
    const ada = { actor: actorOf('ada') };
    const { booking } = (await bookings.create(massage(), ada))._unsafeUnwrap();
    const over: Promise<unknown>[] = [];
    const wire = await mounted(
      {
        before: (app) => app.use((_request, response, next) => (over.push(once(response, 'close')), next())),
        // Whoever is asked takes until the sender has gone.
        authenticate: async (request) => {
          await new Promise((resolve) => request.on('error', () => undefined).on('close', resolve));
          return actorOf('ada');
        },
      },
      bookings,
    );
    const cancel = `POST /bookings/${booking.bookingId}/cancel HTTP/1.1\r\nHost: localhost\r\n`;
    const socket = connect(wire.port, '127.0.0.1', () =>
      socket.write(`${cancel}Content-Type: application/json\r\nContent-Length: 30\r\n\r\n{"reason"`),
    );
    await vi.waitFor(() => expect(over).toHaveLength(1));
    socket.destroy();
    await Promise.all(over);
    for (let n = 0; n < 50; n += 1) await nextTurn();

    expect((await bookings.get(booking.bookingId, ada))._unsafeUnwrap().status).toBe('confirmed');
  });

  it('whose sender goes away is given up, and harms no one else', async () => {
    const faults: unknown[] = [];
    const answers: express.Response[] = [];
    const watch: express.RequestHandler = (_request, response, next) => {
      answers.push(response);
      next();
    };
    const wire = await mounted({ before: (app) => app.use(watch), onError: (error) => faults.push(error) });
    const socket = connect(wire.port, '127.0.0.1', () => socket.write(head(wire.port) + chunk('{"userId":')));
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    socket.destroy();
    await vi.waitFor(() => expect(answers[0]?.writableEnded).toBe(true));
    expect((await wire.send(get('/bookings'))).status).toBe(200);
    expect(faults).toEqual([]);
  });
});
