import { pino } from 'pino';
import { serverLog } from './server/log.js';
import { serve } from './server/serve.js';
import { readSettings } from './server/settings.js';

/** Longer than a stop ever takes; a relay that hangs must not keep the process. */
const GIVE_UP_MS = 30_000;

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');

/**
 * A log that cannot be written, on a disk that is full for instance, must not stop the bookings: lines are lost, and
 * the server goes on. Synchronous, for the asynchronous kind waits at exit until the disk has room again.
 */
const standardOutput = () => pino.destination({ dest: 1, sync: true }).on('error', () => undefined);

async function main(): Promise<void> {
  const log = serverLog(standardOutput());
  // What Node would print of it may quote somebody's booking.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'crashed');
    process.exit(1);
  });
  const server = await serve(readSettings(process.env), log);
  console.log(server.greeting);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    // The second signal means it.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), GIVE_UP_MS).unref();
    await server.stop();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error({ err: error }, 'stopped badly');
        process.exitCode = 1;
      });
    });
  }
}

main().catch((error: unknown) => {
  console.error(`holdfast: ${messageOf(error)}`);
  process.exitCode = 1;
});
