import type { Logger } from 'pino';
import { systemClock } from '../../../adapters/system/index.js';
import type { KeptIn } from '../../composition/kept-in.js';
import { composeServer } from '../../composition/server.js';
import { createLiveServer, type LiveServer } from '../live/live-server.js';
import { createApp } from './app.js';
import { exampleLine } from './example.js';
import { listen } from './listen.js';
import { incidentLog, logNotifier, portLogger } from './log.js';
import { isLoopback, isOfThisMachine } from './loopback.js';
import type { ServerSettings } from './settings.js';
import { servingTogether, type Together } from './together.js';

/** What is under way gets this long; a request takes a fraction of it. */
const FINISH_WITHIN_MS = 10_000;

export interface Server {
  /** For people: where to look, and what to try. */
  readonly greeting: string;
  stop(): Promise<void>;
}

const addressFor = (host: string, port: number): string => {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
};

const placeOf = (store: KeptIn): string => {
  if (store.kind === 'memory') return 'memory';
  return store.kind === 'sqlite' ? store.file : `DynamoDB, table ${store.tableName}`;
};

/** A quarter of them all, so that no one takes what the others need; where nobody is asked who they are, all are one. */
const connectionsOfOne = ({ open, connections: { maxConnections } }: ServerSettings): number =>
  open ? maxConnections : Math.ceil(maxConnections / 4);

/** For the pages that the API is for, and as the API with nobody but this machine where nobody is asked who they are. */
function liveUpdates(settings: ServerSettings, { tickets }: Together, log: Logger): LiveServer {
  const { host, open, authenticate, corsOrigins } = settings;
  return createLiveServer({
    authenticate,
    ticketStore: tickets,
    origins: corsOrigins,
    admits: ({ headers }) => !open || !isLoopback(host) || isOfThisMachine(headers, corsOrigins),
    maxConnectionsPerSubject: connectionsOfOne(settings),
    logger: portLogger(log),
    onError: incidentLog(log),
  });
}

/** @throws when the store cannot be opened, a service is not valid or the address is taken. */
export async function serve(settings: ServerSettings, log: Logger): Promise<Server> {
  const together = await servingTogether(settings, portLogger(log));
  try {
    return await serveWith(together, settings, log);
  } catch (error) {
    // A connection that is open would keep the process, which is to end.
    await together.close();
    throw error;
  }
}

async function serveWith(together: Together, settings: ServerSettings, log: Logger): Promise<Server> {
  const { host, open, store: kept, services, connections } = settings;
  const live = liveUpdates(settings, together, log);
  const { bookings, store, feedTokens } = await composeServer({
    store: kept,
    services,
    notifier: logNotifier(log),
    broadcaster: together.broadcasterFor(live.broadcaster),
    logger: portLogger(log),
  });
  await together.follow(live.broadcaster);
  const { rateLimit, degraded } = together;
  const app = createApp(bookings, { feedTokens, tickets: live.tickets, rateLimit, degraded }, settings, log);
  const { port, stop } = await listen(app, host, settings.port, connections, live);
  bookings.background.start();

  const url = addressFor(host, port);
  const greeting = [
    `Holdfast serves ${url} (API: ${url}/openapi.json), bookings in ${placeOf(kept)}.`,
    `The board: ${url}/`,
    ...(open
      ? [
          'Nobody is asked who they are: EVERYONE IS STAFF. HOLDFAST_JWT_SECRET or HOLDFAST_JWKS_URL changes that.',
        ]
      : []),
    ...((await degraded()).length > 0 ? ['Redis takes nothing: bookings work, live updates do not, until it does.'] : []),
    'Book a slot, and paste it again to be refused:',
    `  ${await exampleLine(bookings, url, open, systemClock.now())}`,
  ].join('\n');

  return {
    greeting,
    async stop() {
      await Promise.all([stop(FINISH_WITHIN_MS), live.close()]);
      await bookings.background.stop();
      await together.close();
      await store.close?.();
    },
  };
}
