import { okAsync } from 'holdfast';
import { afterEach, describe, expect, it } from 'vitest';
import { redisClient } from '../../../src/entrypoints/composition/redis/client.js';
import { openRedisShared } from '../../../src/entrypoints/composition/redis/open-shared.js';
import { clientsForTheFile, OwnRedis, ownPrefix, REDIS_URL } from '../../adapters/redis/connecting.js';
import { booked, never, notebook } from '../../adapters/redis/hearing.js';
import { proxyTo } from '../../adapters/redis/proxy.js';

const clients = clientsForTheFile();
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const PATIENCE = { timeout: 20_000 };
const ada = { subject: 'ada', roles: ['user'] } as const;

async function redisWith(): Promise<{ readonly port: number; readonly admin: ReturnType<typeof clients.to> }> {
  const redis = await OwnRedis.start(['--repl-diskless-sync-delay', '0']);
  opened.push(() => redis.kill());
  return { port: redis.port, admin: clients.to(redis.url) };
}

/** A program that follows, by an address that leads to the first of two, of which the other has all that it has. */
async function pair() {
  const [first, second] = [await redisWith(), await redisWith()];
  await second.admin.replicaof('127.0.0.1', first.port);
  await expect.poll(() => second.admin.info('replication'), PATIENCE).toContain('master_link_status:up');
  const wire = await proxyTo(first.port);
  opened.push(wire.close);
  const [prefix, heard] = [ownPrefix(), [] as string[]];
  const shared = openRedisShared({ url: wire.url, prefix }, notebook().logger);
  opened.push(shared.close);
  await shared.follow({
    broadcast({ eventId }) {
      heard.push(eventId);
      return okAsync(undefined);
    },
  });
  await expect.poll(() => shared.isWell(), PATIENCE).toBe(true);
  const tell = async (n: number): Promise<boolean> => (await shared.broadcaster.broadcast(booked(n), never)).isOk();
  expect(await tell(1)).toBe(true);
  const stream = `${prefix}events`;
  await expect.poll(() => second.admin.xlen(stream), PATIENCE).toBe(1);
  const demote = () => first.admin.replicaof('127.0.0.1', second.port);
  /** Connections of the program that wait there for the next event. */
  const readingAt = async ({ admin }: typeof first): Promise<number> =>
    String(await admin.client('LIST')).split('\n').filter((line) => /name=holdfast .*cmd=xread/.test(line)).length;
  return { first, second, wire, shared, heard, tell, demote, readingAt, stream };
}

type Pair = Awaited<ReturnType<typeof pair>>;

async function leadThenDemote({ wire, second, demote }: Pair): Promise<void> {
  wire.leadTo(second.port);
  await demote();
}

async function demoteThenLead({ wire, first, second, demote, readingAt }: Pair): Promise<void> {
  await demote();
  // Whether Redis ended the read or it came too late for that: it is back at where the address still leads.
  await expect.poll(() => readingAt(first), PATIENCE).toBe(1);
  wire.leadTo(second.port);
}

describe.each([
  ['after the address leads to the other one', leadThenDemote],
  ['before the address leads to the other one', demoteThenLead],
] as const)('a primary that becomes a replica %s, and keeps its connections', (_, failOver) => {
  it('is left for the other one: events, tickets and what is read', async () => {
    const here = await pair();
    const { first, second, shared, heard, tell, readingAt, stream } = here;
    await second.admin.replicaof('NO', 'ONE');
    await failOver(here);
    for (const n of [2, 3]) await expect.poll(() => tell(n), PATIENCE).toBe(true);
    await expect.poll(() => heard, PATIENCE).toEqual(['b-1:1', 'b-2:1', 'b-3:1']);
    expect(await second.admin.xlen(stream)).toBe(3);
    expect((await shared.tickets.put('one', { actor: ada, expiresAt: 2 })).isOk()).toBe(true);
    expect((await shared.tickets.take('one', 1))._unsafeUnwrap()).toEqual(ada);
    await expect.poll(() => shared.isWell(), PATIENCE).toBe(true);
    await expect.poll(async () => [await readingAt(first), await readingAt(second)], PATIENCE).toEqual([0, 1]);
  });
});

it.each([
  "READONLY You can't write against a read only replica.",
  "READONLY You can't write against a read only replica. script: 0c5e, on @user_script:8.",
  "ERR Error running script (call to f_0c5e): @user_script:8: @user_script: 8: -READONLY You can't write against a read only replica.",
])('a replica is known by its word, and left once for many calls that it refuses: %s', (refusal) => {
  const client = redisClient(REDIS_URL, notebook().logger);
  const isLeft = (message: string): unknown => client.options.reconnectOnError?.(new Error(message));
  expect(["OOM command not allowed when used memory > 'maxmemory'.", refusal, refusal].map(isLeft)).toEqual([false, true, false]);
  client.disconnect();
});
