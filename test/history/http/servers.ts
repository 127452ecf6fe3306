import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ASKS_FOR_TOKENS } from '../../attacks/tokens.js';

const STARTS_WITHIN_MS = 30_000;

type Environment = Readonly<Record<string, string>>;

/**
 * Several server processes, as `npm start` runs them, on one store. They write to one log, to which the
 * operating system appends whole lines: so its order is the order in which they told of events.
 */
export class Servers {
  kills = 0;
  readonly urls: readonly [string, ...string[]];
  readonly #main: string;
  readonly #environment: Environment;
  readonly #log: number;
  readonly #children = new Map<string, ChildProcess>();
  #isOver = false;

  private constructor(urls: readonly string[], main: string, environment: Environment, log: string) {
    const [first, ...rest] = urls;
    if (first === undefined) throw new Error('no servers');
    this.urls = [first, ...rest];
    this.#main = main;
    this.#environment = environment;
    this.#log = openSync(log, 'a');
  }

  /** `environment` names their store. */
  static async planned(root: string, howMany: number, environment: Environment, log: string): Promise<Servers> {
    const urls = await Promise.all(Array.from({ length: howMany }, freeUrl));
    return new Servers(urls, join(root, 'dist/entrypoints/express/main.js'), environment, log);
  }

  /** One makes the tables, the others find them. */
  async start(): Promise<void> {
    for (const url of this.urls) await this.#start(url);
  }

  /** As a crash would; then another one in its place. */
  async killAndRestart(url: string): Promise<void> {
    this.kills += 1;
    await this.#kill(url);
    await this.#start(url);
  }

  /** All of them, as crashes would; none is started again. */
  async killAll(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#children.keys()].map((url) => this.#kill(url)));
  }

  close(): void {
    closeSync(this.#log);
  }

  /** One that gives up before it is ready, for it cannot reach its store, is started anew, as whoever runs it would. */
  async #start(url: string): Promise<void> {
    const giveUp = Date.now() + STARTS_WITHIN_MS;
    let child: ChildProcess | undefined;
    while (!this.#isOver && !(child && (await isReady(url)))) {
      if (Date.now() > giveUp) throw new Error(`no server came up at ${url}`);
      if (!child || child.exitCode !== null) child = this.#spawn(url);
      await wait(20);
    }
  }

  #spawn(url: string): ChildProcess {
    const env = {
      PATH: process.env['PATH'],
      PORT: new URL(url).port,
      HOLDFAST_RATE_LIMIT: '0',
      ...ASKS_FOR_TOKENS,
      ...this.#environment,
    };
    const child = spawn(process.execPath, [this.#main], { env, stdio: ['ignore', this.#log, 'inherit'] });
    this.#children.set(url, child);
    return child;
  }

  async #kill(url: string): Promise<void> {
    const child = this.#children.get(url);
    this.#children.delete(url);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

async function freeUrl(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
