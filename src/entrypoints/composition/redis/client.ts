import { Redis } from 'ioredis';
import { redisCause } from '../../../adapters/redis/index.js';
import type { Logger } from '../../../ports/index.js';

const CONNECT_MS = 2_000;
/** A connection on which nothing has come for so long, though something should have, is given up for another one. */
const SILENT_MS = 5_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** What does not become a primary, and has no other in its place, is not connected to again for every call. */
const LEAVE_AGAIN_MS = 1_000;
/** In a script, older ones say it after words of their own. */
const READ_ONLY = /\bREADONLY\b/;

const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);

/**
 * After a failover, a name or a proxy may lead to another Redis while it leaves connections to the old one as they are.
 * The call that was refused is not sent again: its caller knows that nothing was done, and those sent after it may have
 * been done.
 */
function leavingReplicas(): (error: Error) => boolean {
  let leaveFrom = 0;
  return ({ message }) => {
    const now = performance.now();
    if (now < leaveFrom || !READ_ONLY.test(message)) return false;
    leaveFrom = now + LEAVE_AGAIN_MS;
    return true;
  };
}

/** A client that keeps no call for later and sends none twice. It is connected as soon as there is a Redis. */
export function redisClient(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    connectionName: 'holdfast',
    connectTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    retryStrategy: pauseAfter,
    reconnectOnError: leavingReplicas(),
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  let isTold = false;
  redis.on('error', (error: unknown) => {
    if (!isTold) logger.warn({ cause: redisCause(error) }, 'Redis does not answer');
    isTold = true;
  });
  redis.on('ready', () => {
    if (isTold) logger.warn({}, 'Redis answers again');
    isTold = false;
  });
  return redis;
}
