import type { Cluster, Redis } from 'ioredis';

/** A live client. Single keys are all that is asked for, so that a cluster is as good. */
export type RedisClient = Redis | Cluster;

/** @throws TypeError for what is no client of ioredis. */
export function checkClient(redis: RedisClient, who: string): void {
  if (typeof redis?.duplicate !== 'function') throw new TypeError(`${who} needs a client of ioredis`);
}

/** A read that waits keeps whatever is sent after it waiting: it has a connection to itself, however long it waits. */
const OF_ITS_OWN = {
  lazyConnect: true,
  // It ends with the first failure, and whoever uses it makes another one: so it is known when that was.
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  enableAutoPipelining: false,
  commandTimeout: undefined,
  socketTimeout: undefined,
  blockingTimeout: undefined,
  replyMapping: 'legacy',
} as const;

const isCluster = (redis: RedisClient): redis is Cluster => redis.isCluster;

/** One more connection to the same Redis, not made yet, that ends with its first failure. */
export function ownConnection(redis: RedisClient): RedisClient {
  const connection: RedisClient = isCluster(redis)
    ? redis.duplicate([], {
        lazyConnect: true,
        clusterRetryStrategy: () => null,
        redisOptions: { ...redis.options.redisOptions, ...OF_ITS_OWN },
      })
    : redis.duplicate(OF_ITS_OWN);
  // Its calls tell of them too; without a listener they are printed.
  connection.on('error', () => undefined);
  return connection;
}
