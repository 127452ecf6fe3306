import { Container, ContainerModule } from 'inversify';
import type { Logger } from '../../ports/index.js';
import { consoleLogger } from '../library/console-logger.js';
import { loadRedis } from './redis/load.js';
import type { RedisModuleOptions, RedisShared } from './redis/shared.js';
import { tokens } from './tokens.js';

/**
 * Binds `Broadcaster`, `Tickets` and `RedisShared`, which has more that servers share, to one Redis, with a client that is
 * closed by `RedisShared.close`. It need not be there yet. `Logger` is used if someone binds it.
 *
 * It loads the package, and so does nobody else: hence a promise.
 * @throws Error when `ioredis` is not installed.
 */
export async function redisModule(options: RedisModuleOptions): Promise<ContainerModule> {
  const { openRedisShared } = await loadRedis();
  const open = (logger: Logger | undefined): RedisShared => openRedisShared(options, logger ?? consoleLogger);
  return new ContainerModule(({ bind }) => {
    bind(tokens.RedisShared)
      .toResolvedValue(open, [{ serviceIdentifier: tokens.Logger, optional: true }])
      .inSingletonScope();
    bind(tokens.Broadcaster)
      .toResolvedValue((shared: RedisShared) => shared.broadcaster, [tokens.RedisShared])
      .inSingletonScope();
    bind(tokens.Tickets)
      .toResolvedValue((shared: RedisShared) => shared.tickets, [tokens.RedisShared])
      .inSingletonScope();
  });
}

/** What the server shares with others, before there is a server. */
export async function composeRedisShared(options: RedisModuleOptions, logger: Logger): Promise<RedisShared> {
  const container = new Container();
  container.load(await redisModule(options), new ContainerModule(({ bind }) => void bind(tokens.Logger).toConstantValue(logger)));
  return container.get(tokens.RedisShared);
}
