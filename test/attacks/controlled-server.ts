import type { LiveClient } from '../entrypoints/live/live-client.js';
import { addressOf, type ServerProcess } from '../entrypoints/server/server-process.js';
import { ISSUED } from '../entrypoints/tokens.js';

const CONTROLS = new URL('fixtures/server-controls.mjs', import.meta.url).href;

/** For a server that asks for tokens, and tells what it holds. */
export const CONTROLLED = {
  HOLDFAST_STORE: 'sqlite:bookings.db',
  HOLDFAST_RATE_LIMIT: '0',
  HOLDFAST_JWT_SECRET: ISSUED.secret,
  HOLDFAST_JWT_ISSUER: ISSUED.issuer,
  HOLDFAST_JWT_AUDIENCE: ISSUED.audience,
  NODE_OPTIONS: `--import=${CONTROLS}`,
} as const;

/** In bytes; after a garbage collection. */
export interface Held {
  readonly rss: number;
  /** Of `rss`, since the start. */
  readonly peak: number;
  readonly heapUsed: number;
  readonly external: number;
  /** Of those that are connected. */
  readonly ports: readonly number[];
}

export async function controlled(server: ServerProcess) {
  const url = await addressOf(server);
  let reports = 0;
  async function held(): Promise<Held> {
    reports += 1;
    server.child.kill('SIGUSR2');
    const [line] = await server.wrote(new RegExp(`\\{"report":${reports},.*\\}`));
    return JSON.parse(line);
  }
  return {
    url,
    live: `${url.replace('http', 'ws')}/live`,
    held,
    /** Whether it has not let go of this client yet. */
    isHeld: async (client: LiveClient): Promise<boolean> => (await held()).ports.includes(client.port),
    async aMinuteLater(): Promise<void> {
      server.child.kill('SIGHUP');
      await server.wrote(/"ahead":\d+/);
    },
  };
}
