import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type FunctionError, type Reply, RuntimeApi } from './runtime-api.ts';

export interface FunctionSettings {
  readonly name: string;
  /** Where its `index.js` lies, a CommonJS module that exports `handler`. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Stops the process at the instant its reply arrives, until its next invocation, as Lambda may. */
  readonly freezes?: boolean;
  /** Told what it prints. */
  readonly onLog?: (text: string) => void;
}

export const REGION = 'eu-central-1';
export const ACCOUNT = '000000000000';

const BOOTSTRAP = fileURLToPath(new URL('bootstrap.cjs', import.meta.url));
const LONGEST_START_MS = 10_000;

/** Errors that no process outlives; the others are the function's own. */
const ENDING = /^(Runtime|Sandbox)\./;

/** What Lambda gives to every function, and nothing of ours. */
const environmentOf = ({ name, folder, memoryMb, environment }: FunctionSettings, api: string): NodeJS.ProcessEnv => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_RUNTIME_API: api,
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: 'index.handler',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  ...environment,
});

/** A stopped process outlives whoever stopped it. */
const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** One execution environment of a function: a process that has one invocation at a time. */
export class FunctionProcess {
  /** By `performance.now()`. */
  readonly spawnedAt: number;
  readonly pid: number;
  /** How it ended, in Lambda's words. */
  readonly ended: Promise<string>;
  readonly #settings: FunctionSettings;
  readonly #api: RuntimeApi;
  readonly #child: ChildProcess;
  #end: string | undefined;
  #fail: ((end: string) => void) | undefined;

  private constructor(settings: FunctionSettings, api: RuntimeApi, child: ChildProcess) {
    this.spawnedAt = performance.now();
    this.pid = child.pid ?? 0;
    this.#settings = settings;
    this.#api = api;
    this.#child = child;
    alive.add(child);
    this.ended = endOf(child).then((end) => {
      alive.delete(child);
      api.close();
      this.#end = end;
      this.#fail?.(end);
      return end;
    });
  }

  /** Resolves when the process is there, which is long before it has started. */
  static async spawn(settings: FunctionSettings): Promise<FunctionProcess> {
    const api = new RuntimeApi(() => {
      if (settings.freezes === true) child.kill('SIGSTOP');
    });
    const env = environmentOf(settings, await api.listen());
    const child = spawn(process.execPath, [BOOTSTRAP], { env, cwd: settings.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => settings.onLog?.(String(chunk)));
    return new FunctionProcess(settings, api, child);
  }

  get isAlive(): boolean {
    return this.#end === undefined;
  }

  /** Resolves when it has asked for work for the first time, or with what has kept it from that. */
  async started(): Promise<FunctionError | undefined> {
    const late = setTimeout(() => void this.kill(), LONGEST_START_MS);
    const ended = this.ended.then((end) => exitError(`Runtime failed to start: ${end}`));
    const error = await Promise.race([this.#api.started, ended]);
    clearTimeout(late);
    return error;
  }

  /** The event goes there as JSON, and the answer comes back as that. */
  async invoke(event: unknown): Promise<Reply> {
    const { name, timeoutMs, freezes } = this.#settings;
    const requestId = randomUUID();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const fail = (error: FunctionError): void =>
      resolve({ kind: 'failed', error: { ...error, errorMessage: `RequestId: ${requestId} ${error.errorMessage}` } });
    this.#fail = (end) => fail(exitError(`Runtime exited with error: ${end}`));
    if (this.#end !== undefined) this.#fail(this.#end);
    const late = setTimeout(() => {
      fail({ errorType: 'Sandbox.Timedout', errorMessage: `Error: Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds` });
    }, timeoutMs);

    if (freezes === true) this.#child.kill('SIGCONT');
    const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    const invocation = { requestId, functionArn, deadline: Date.now() + timeoutMs, event: JSON.stringify(event) };
    void this.#api.invoke(invocation).then(resolve);
    const reply = await promise;
    clearTimeout(late);
    this.#fail = undefined;
    // It is about to end itself, or does not hear us.
    if (reply.kind === 'failed' && ENDING.test(reply.error.errorType)) await this.kill();
    return reply;
  }

  /** At once, whatever it is doing. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

const exitError = (why: string): FunctionError => ({ errorType: 'Runtime.ExitError', errorMessage: `Error: ${why}` });

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => {
      if (signal === null) resolve(`exit status ${code}`);
      else resolve(`signal: ${signal === 'SIGKILL' ? 'killed' : signal}`);
    });
  });
