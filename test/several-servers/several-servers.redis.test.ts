// Two servers, one SQLite file, one Redis; a server and the Redis are killed with -9 and started again in the middle.
// As part of the suite it is short. In full, 300 clients and 100 changes a second for 30 seconds and longer:
//   SEVERAL_SERVERS=full npm run test:redis -- test/several-servers
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freePort } from '../../scripts/started-process.ts';
import { childScript, messageOf } from '../adapters/child-processes.js';
import { OwnRedis } from '../adapters/redis/connecting.js';
import { addressOf, serversInAFolder } from '../entrypoints/server/server-process.js';
import type { ClientFigures, Clients, Truth } from './clients-child.js';
import { listed } from './list.js';
import { Writer } from './writer.js';

const SIZES = {
  short: { sockets: 100, perSecond: 50, seconds: 10 },
  full: { sockets: 300, perSecond: 100, seconds: 30 },
} as const;
const { sockets, perSecond, seconds } = SIZES[process.env['SEVERAL_SERVERS'] === 'full' ? 'full' : 'short'];
const REDIS_AWAY_MS = 1_000;
/** As docs/live.md says. */
const REREAD_MS = 60_000;
const SETTLE_MS = 2_000;
/** What is under way when something goes down, and what follows when it is back, is disturbed too. */
const BEFORE_MS = 1_000;
const AFTER_MS = 1_000;

const { start } = serversInAFolder({ HOLDFAST_STORE: 'sqlite:bookings.db', HOLDFAST_RATE_LIMIT: '0' });
const DAY_MS = 86_400_000;
const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS + 1.5 * DAY_MS;
const instant = (ms: number): string => new Date(ms).toISOString();

const told = ({ p50, p95, p99, longest }: ClientFigures['delays']): string =>
  `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, longest ${longest} ms`;

it(`${sockets} clients of two servers end with what the store has, and no list is older than what they were told before`, { timeout: 300_000 }, async () => {
  const redis = await OwnRedis.start();
  const serverAt = (port: number) => start({ PORT: String(port), HOLDFAST_REDIS_URL: redis.url });
  const ports = [await freePort(), await freePort()] as const;
  const [, second] = [serverAt(ports[0]), serverAt(ports[1])];
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const allIsWell = async (): Promise<void> => {
    const answers = () => Promise.all(urls.map(async (url) => (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined))?.text()));
    await expect.poll(answers, { timeout: 60_000 }).toEqual(urls.map(() => '{"status":"ok"}'));
  };
  await allIsWell();

  const span = { from: instant(noon), to: instant(noon + 1) };
  const given: Clients = { urls, span, sockets, rereadMs: REREAD_MS };
  const child = fork(await childScript(new URL('clients-child.ts', import.meta.url)), [JSON.stringify(given)]);
  expect(await messageOf(child)).toBe('all follow');

  const writer = new Writer(urls, instant(noon));
  const disturbed: [number, number][] = [];
  const disturbing = async (work: () => Promise<void>): Promise<void> => {
    const from = Date.now() - BEFORE_MS;
    await work();
    await allIsWell();
    disturbed.push([from, Date.now() + AFTER_MS]);
  };
  const harm = async (): Promise<void> => {
    const step = (seconds * 1_000) / 5;
    await sleep(step);
    await disturbing(async () => {
      second.child.kill('SIGKILL');
      await sleep(step);
      await addressOf(serverAt(ports[1]));
    });
    await sleep(step);
    await disturbing(async () => {
      await redis.kill();
      await sleep(REDIS_AWAY_MS);
      await redis.restart();
    });
    await sleep(step + AFTER_MS);
  };
  const begun = performance.now();
  await writer.write(perSecond, harm());
  const took = Math.round((performance.now() - begun) / 1_000);
  expect(writer.refused).toEqual([]);
  await sleep(SETTLE_MS);

  const truth = await listed(urls[0] ?? '', span);
  const bookings = truth.map(({ bookingId, version, status }) => [bookingId, { version, status }] as const);
  child.send({ bookings, disturbed, decided: writer.decided } satisfies Truth);
  const ended = once(child, 'exit');
  const figures = (await messageOf(child)) as ClientFigures;
  await ended;
  await redis.kill();

  console.log(
    [
      `${sockets} clients of two servers, ${writer.changes} changes in ${took} s, a server and the Redis killed and started again:`,
      `${truth.length} bookings, ${writer.repeated} requests repeated`,
      `${figures.updates} updates, from decision to client, commit included: ${told(figures.delays)}`,
      `while nothing was down: ${told(figures.calm)}; ${figures.due} updates due to who followed all the while, ${figures.missed} missed`,
      `${figures.reconnects} reconnects, ${figures.rereads} readings of the list, ${figures.gaps} gaps, ${figures.late} updates late`,
      `bookings in lists older than they were known before: ${figures.outdated}, told of one version in two ways: ${figures.contradicted}`,
      `clients not as the store: ${figures.differingBefore} by updates alone, ${figures.differing} after the last reading`,
    ].join('\n  '),
  );
  expect([figures.outdated, figures.contradicted]).toEqual([0, 0]);
  expect(figures.differing).toBe(0);
  expect(figures.due).toBeGreaterThan(sockets);
  expect(figures.missed).toBe(0);
});
