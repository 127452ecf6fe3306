import { answers, assertRedisServer, NoRedis, startRedis } from './redis-process.ts';

const NAME = 'REDIS_URL';
const STANDARD_PORT = 6379;

/**
 * Does `work` with a Redis: with the one that the environment names, or else with one of its own, which is gone when the
 * work is done, has failed, or this process is told to end. For a script: without a Redis it ends with one line that says
 * what to do. What `work` is given is to be added to `process.env`.
 */
export async function needingRedis<T>(work: (environment: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
  try {
    return await withRedis(work);
  } catch (error) {
    if (!(error instanceof NoRedis)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

async function withRedis<T>(work: (environment: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
  const given = process.env[NAME];
  if (given) {
    const url = URL.parse(given);
    if (url && (await answers(Number(url.port || STANDARD_PORT), url.hostname, 5_000))) return work({ [NAME]: given });
    throw new NoRedis(`No Redis answers where ${NAME} says. Start it, or unset it.`);
  }
  assertRedisServer();
  const { url, stop } = await startRedis();
  try {
    return await work({ [NAME]: url });
  } finally {
    await stop();
  }
}
