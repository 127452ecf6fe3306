import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MAX_FRAME_TOPICS } from '../../src/entrypoints/live/parse-frame.js';
import { connected, LiveClient, refused, subscribe } from '../entrypoints/live/live-client.js';
import { serversInAFolder } from '../entrypoints/server/server-process.js';
import { tokenOf } from '../entrypoints/tokens.js';
import { controlled, CONTROLLED, type Held } from './controlled-server.js';
import { GARBAGE, garbled } from './garbage-frames.js';

const { start } = serversInAFolder(CONTROLLED);

const MB = 1024 * 1024;
const ROUNDS = 3;
/** Which are repeated in the reply. */
const TOPICS = Array.from({ length: MAX_FRAME_TOPICS }, (_, n) => `service:${String(n).padStart(128, 'x')}`);
const METADATA = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`m${n}`, 'x'.repeat(500)]));

async function scene() {
  const server = start();
  const at = await controlled(server);
  const staff = { authorization: `Bearer ${await tokenOf('sam', { roles: ['staff'] })}` };
  const ada = { authorization: `Bearer ${await tokenOf('ada')}` };
  const honest = await connected(at.live, { headers: staff });
  const patient = await connected(at.live, { headers: ada });
  await honest.ask(subscribe('all'));
  let booked = 0;

  async function book(metadata: object): Promise<string> {
    booked += 1;
    const dateTime = new Date(Date.now() + 86_400_000).toISOString();
    const body = JSON.stringify({ userId: 'ada', serviceId: `s-${booked}`, dateTime, metadata });
    const headers = { ...staff, 'Content-Type': 'application/json' };
    const answer = await fetch(`${at.url}/bookings`, { method: 'POST', headers, body });
    const { bookingId } = (await answer.json()) as { bookingId: string };
    return `${bookingId}:1`;
  }
  /** Who does no harm books, so many at once, and hears of each. */
  async function expectUnharmed(count = 1, metadata = {}): Promise<void> {
    const eventIds = await Promise.all(Array.from({ length: count }, () => book(metadata)));
    const heard: unknown[] = [];
    while (heard.length < count) heard.push(Object((await honest.next())?.['event']).eventId);
    expect(heard.toSorted()).toEqual(eventIds.toSorted());
  }
  async function expectAnswered(): Promise<void> {
    for (let n = 0; n < 10; n += 1) expect(await patient.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  }
  async function ticketOf(headers: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const answer = await fetch(`${at.url}/live/tickets`, { method: 'POST', headers });
    const { ticket } = (await answer.json()) as { ticket: string };
    return ['holdfast.v1', `ticket.${ticket}`];
  }
  return { server, at, staff, ada, expectAnswered, expectUnharmed, ticketOf };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** Leaves the others unharmed; what has become of the attacker, the attack itself expects. */
const ATTACKS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async 'a socket that never reads'({ at, staff, expectUnharmed }) {
    const slow = await connected(at.live, { headers: staff });
    await slow.ask(subscribe('all'));
    slow.socket.pause();
    let told = 0;
    for (; await at.isHeld(slow); told += 40) await expectUnharmed(40, METADATA);
    slow.socket.resume();
    expect((await slow.closed)[0]).toBe(1006);
    expect(slow.heard.length).toBeLessThan(told);
  },

  async 'a socket that asks and never reads an answer'({ at, ada, expectUnharmed }) {
    const slow = await connected(at.live, { headers: ada });
    slow.socket.pause();
    // What it sent and the server has not read waits on its own side.
    while (await at.isHeld(slow)) {
      for (let n = 0; n < 50; n += 1) slow.say({ action: 'unsubscribe', topics: TOPICS });
      await expectUnharmed();
    }
    slow.socket.resume();
    expect((await slow.closed)[0]).toBe(1006);
  },

  async 'one that sends 1 MB'({ at, ada }) {
    const client = await connected(at.live, { headers: ada });
    client.say('x'.repeat(MB));
    expect((await client.closed)[0]).toBe(1009);
  },

  async '10,000 subscribes'({ at, staff }) {
    const client = await connected(at.live, { headers: staff });
    for (let n = 0; n < 10_000; n += 1) client.say(subscribe(`service:none-${n}`));
    const replies = { subscribed: 0, error: 0 };
    for (let n = 0; n < 10_000; n += 1) {
      const reply = await client.next();
      if (reply?.['action'] === 'subscribed') replies.subscribed += 1;
      else if (reply?.['code'] === 'too_many_topics') replies.error += 1;
    }
    expect(replies).toEqual({ subscribed: 100, error: 9_900 });
    client.socket.close();
    await client.closed;
  },

  async 'garbage frames'({ at, ada }) {
    for (const [bytes, code] of GARBAGE) expect(await garbled(at.live, ada, bytes)).toBe(code);
    const client = await connected(at.live, { headers: ada });
    for (const text of ['', '{', 'null', '{"action":"subscribe","topics":{}}']) {
      expect(await client.ask(text)).toMatchObject({ action: 'error' });
    }
    client.socket.close();
    await client.closed;
  },

  async 'another user’s topic'({ at, ada, ticketOf }) {
    for (const connecting of [{ headers: ada }, { protocols: await ticketOf(ada) }]) {
      const client = await connected(at.live, connecting);
      for (const topic of ['user:bob', 'service:s-1', 'all']) {
        expect(await client.ask(subscribe('user:ada', topic))).toEqual({ action: 'error', code: 'forbidden', topic });
      }
      client.socket.close();
      await client.closed;
    }
  },

  async 'a forged, a used and an expired ticket'({ at, staff, ticketOf }) {
    const [used, expired] = [await ticketOf(staff), await ticketOf(staff)];
    const client = await connected(at.live, { protocols: used });
    client.socket.close();
    await client.closed;
    await at.aMinuteLater();
    for (const protocols of [['holdfast.v1', `ticket.${'x'.repeat(43)}`], used, expired]) {
      expect(await refused(at.live, { protocols })).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
  },

  async 'many that never finish their handshake'({ at }) {
    const clients = Array.from({ length: 200 }, () => new LiveClient(at.live, { headers: { authorization: 'Bearer forged' } }));
    const answers = clients.map(async ({ socket }) => (await once(socket, 'unexpected-response'))[1].resume().statusCode);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([401]));
  },
};

const inMb = ({ rss, peak, heapUsed, external }: Held): string =>
  [rss, peak, heapUsed, external].map((bytes) => (bytes / MB).toFixed(1)).join(' / ');

describe('live connections of all kinds', () => {
  it('are refused or dropped as documented, the others unharmed, memory flat', async () => {
    const here = await scene();
    async function round(): Promise<Held> {
      for (const attack of Object.values(ATTACKS)) {
        await Promise.all([attack(here), here.expectAnswered()]);
        await here.expectUnharmed();
      }
      return here.at.held();
    }
    const first = await round();
    let last = first;
    for (let n = 1; n < ROUNDS; n += 1) last = await round();
    console.log(`RSS / its peak / heap / external in MB after one round: ${inMb(first)}, after ${ROUNDS}: ${inMb(last)}`);
    expect(last.ports.length).toBeLessThanOrEqual(first.ports.length);
    expect(last.heapUsed - first.heapUsed).toBeLessThan(4 * MB);
    expect(last.external - first.external).toBeLessThan(4 * MB);
    expect(last.rss - first.rss).toBeLessThan(64 * MB);
    expect(last.peak).toBeLessThan(300 * MB);
    here.server.child.kill();
    expect([await here.server.ended, here.server.err()]).toEqual([0, '']);
  }, 120_000);
});
