import { Container, ContainerModule } from 'inversify';
import type { BookingEvent } from 'holdfast';
import { inMemoryBroadcaster } from 'holdfast/adapters/in-memory';
import { bookingsModule, inMemoryModule, redisModule, tokens } from 'holdfast/composition';
import { okAsync } from 'holdfast';
import { afterEach, describe, expect, it } from 'vitest';
import { clientsForTheFile, ownPrefix, ownRedisForTheFile, REDIS_URL } from '../../adapters/redis/connecting.js';
import { booked, never, notebook } from '../../adapters/redis/hearing.js';

const clients = clientsForTheFile();
const ownRedis = ownRedisForTheFile();
const containers: Container[] = [];
afterEach(async () => {
  for (const container of containers.splice(0)) await container.get(tokens.RedisShared).close();
});

async function program(url: string, prefix: string) {
  const log = notebook();
  const own = new ContainerModule(({ bind }) => {
    bind(tokens.Logger).toConstantValue(log.logger);
    bind(tokens.Notifier).toConstantValue({ notify: () => okAsync(undefined) });
  });
  const container = new Container();
  container.load(bookingsModule(), inMemoryModule(), await redisModule({ url, prefix }), own);
  containers.push(container);
  return { container, log };
}

describe('programs with the module of one Redis', () => {
  it('tell each other’s boards, take each other’s tickets and count together', async () => {
    const prefix = ownPrefix();
    const [{ container: one }, { container: other, log }] = [await program(REDIS_URL, prefix), await program(REDIS_URL, prefix)];
    const boards = inMemoryBroadcaster();
    const seen: BookingEvent[] = [];
    boards.subscribe((event) => seen.push(event));
    await other.get(tokens.RedisShared).follow(boards);
    await expect.poll(() => one.get(tokens.RedisShared).isWell()).toBe(true);

    const bookings = one.get(tokens.Bookings);
    const dateTime = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000);
    const created = (await bookings.create({ userId: 'ada', serviceId: 'chair', dateTime }))._unsafeUnwrap();
    await bookings.background.runOnce();
    await expect.poll(() => seen.map(({ booking }) => booking)).toEqual([created.booking]);

    const ada = { subject: 'ada', roles: ['user'] } as const;
    expect((await one.get(tokens.Tickets).put('one', { actor: ada, expiresAt: 2 })).isOk()).toBe(true);
    expect((await other.get(tokens.Tickets).take('one', 1))._unsafeUnwrap()).toEqual(ada);

    const remaining: number[] = [];
    for (const container of [one, other]) {
      const taken = await container.get(tokens.RedisShared).rateLimiter(10).take('ada', 0);
      remaining.push(taken._unsafeUnwrap().remaining);
    }
    expect(remaining).toEqual([9, 8]);
    expect(log.lines).toEqual([]);
  });

  it('are told once why there is none, and open all the same', async () => {
    const { container, log } = await program('redis://127.0.0.1:1', ownPrefix());
    const shared = container.get(tokens.RedisShared);
    expect(await shared.isWell()).toBe(false);
    const limiter = shared.rateLimiter(1);
    for (let n = 0; n < 3; n += 1) expect((await limiter.take('ada', 0)).isErr()).toBe(true);
    await expect.poll(() => log.messages().toSorted()).toEqual(['Redis does not answer', 'requests not counted: everyone passes']);
  });

  it.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['is a replica since a failover', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
  ])('are not well while it answers but takes no event: it %s', async (_, refuse, take) => {
    const { url } = await ownRedis();
    const admin = clients.to(url);
    const shared = (await program(url, ownPrefix())).container.get(tokens.RedisShared);
    const command = ([name = '', ...parts]: readonly string[]) => admin.call(name, ...parts);
    const appended = async () => (await shared.broadcaster.broadcast(booked(1), never)).isOk();
    await expect.poll(() => shared.isWell()).toBe(true);
    await command(refuse);
    expect([await appended(), await admin.ping(), await shared.isWell()]).toEqual([false, 'PONG', false]);
    await command(take);
    await expect.poll(async () => [await shared.isWell(), await appended()]).toEqual([true, true]);
  });
});
