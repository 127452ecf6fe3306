import { randomUUID } from 'node:crypto';
import { Redis, type RedisOptions } from 'ioredis';
import { afterAll } from 'vitest';
import { type RedisProcess, startRedis } from '../../../scripts/redis-process.ts';

/** The Redis that `npm run test:redis` starts or is given. */
export const REDIS_URL = process.env['REDIS_URL'] ?? '';

/** A prefix that nobody else uses. */
export const ownPrefix = (): string => `test-${randomUUID()}:`;

const quiet = (redis: Redis): Redis => redis.on('error', () => undefined);

/** Clients of one file, which are closed after it. */
export function clientsForTheFile() {
  const clients: Redis[] = [];
  afterAll(() => {
    for (const client of clients) client.disconnect();
  });
  return {
    /** With the settings that a client has by default, and these. */
    to(url: string, options: Omit<RedisOptions, 'replyMapping'> = {}): Redis {
      const client = quiet(new Redis(url, options));
      clients.push(client);
      return client;
    },
  };
}

/** A Redis process to be ill-treated. */
export class OwnRedis {
  readonly #settings: readonly string[];
  #process: RedisProcess;

  private constructor(started: RedisProcess, settings: readonly string[]) {
    this.#process = started;
    this.#settings = settings;
  }

  static async start(settings: readonly string[] = []): Promise<OwnRedis> {
    return new OwnRedis(await startRedis(settings), settings);
  }

  get url(): string {
    return this.#process.url;
  }

  get port(): number {
    return this.#process.port;
  }

  /** With -9. What it had is gone. */
  kill(): Promise<void> {
    return this.#process.stop();
  }

  async restart(): Promise<void> {
    await this.kill();
    this.#process = await startRedis(this.#settings, this.port);
  }

  /** From now on it takes connections and answers nothing. */
  freeze(): void {
    this.#process.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process.child.kill('SIGCONT');
  }
}

/** One for a file, gone after it. */
export function ownRedisForTheFile(settings: readonly string[] = []): () => Promise<OwnRedis> {
  let started: Promise<OwnRedis> | undefined;
  afterAll(async () => (await started)?.kill());
  return () => (started ??= OwnRedis.start(settings));
}
