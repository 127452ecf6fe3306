import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressOf, serversInAFolder } from './server-process.js';

const { start } = serversInAFolder({ HOLDFAST_STORE: 'sqlite:bookings.db', HOLDFAST_RATE_LIMIT: '0' });

const CLIENTS = 16;
const ENOUGH = 100;

/** Books one free hour after the other until the server is gone; tells what was acknowledged and what was not. */
async function bookAway(url: string, client: number, booked: (id: string) => void): Promise<number[]> {
  const refused: number[] = [];
  for (let n = 0; ; n += 1) {
    const dateTime = new Date(Math.ceil(Date.now() / 3_600_000 + n + 1) * 3_600_000).toISOString();
    try {
      const answer = await fetch(`${url}/bookings`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ userId: 'ada', serviceId: `room-${client}`, dateTime }),
      });
      const { bookingId } = (await answer.json()) as { bookingId: string };
      if (answer.status === 201) booked(bookingId);
      else refused.push(answer.status);
    } catch {
      return refused;
    }
  }
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s under load', (signal) => {
  it('finishes what is under way, delivers every event and loses no booking that was acknowledged', async () => {
    const server = start();
    const url = await addressOf(server);
    const booked: string[] = [];
    let stopping = false;
    const clients = Array.from({ length: CLIENTS }, (_, client) =>
      bookAway(url, client, (id) => {
        booked.push(id);
        if (booked.length < ENOUGH || stopping) return;
        stopping = true;
        server.child.kill(signal);
      }),
    );
    const refused = (await Promise.all(clients)).flat();
    expect(await server.ended).toBe(0);
    expect(refused).toEqual([]);
    expect(booked.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(server.err()).toBe('');
    expect(server.out()).toMatch(/"msg":"stopped"/);

    const delivered = new Set([...server.out().matchAll(/"eventId":"([^":]+):1"/g)].map(([, id]) => id));
    expect(booked.filter((id) => !delivered.has(id))).toEqual([]);

    const after = await addressOf(start());
    const found = await Promise.all(booked.map(async (id) => (await fetch(`${after}/bookings/${id}`)).status));
    expect(found.filter((status) => status !== 200)).toEqual([]);
  });
});

it('a second signal does not wait', async () => {
  const server = start();
  const url = new URL(await addressOf(server));
  // A request that never ends keeps the server from stopping by itself.
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => undefined);
  socket.write('POST /bookings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{');
  await fetch(`${url.href}livez`);
  server.child.kill('SIGTERM');
  await server.wrote(/"msg":"stopping"/);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(1);
  socket.destroy();
});
