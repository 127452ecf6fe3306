import { FunctionProcess, type FunctionSettings } from './function-process.ts';
import type { Reply } from './runtime-api.ts';

/** A function as its callers see it: as many processes as there are events at once, up to a limit; then they queue. */
export class LambdaFunction {
  readonly settings: FunctionSettings;
  readonly #most: number;
  readonly #idle: FunctionProcess[] = [];
  readonly #busy = new Set<FunctionProcess>();
  readonly #processes = new Set<FunctionProcess>();
  readonly #queue: (() => void)[] = [];
  #taken = 0;
  #invocations = 0;
  #starts = 0;
  readonly #errors = new Map<string, number>();

  constructor(settings: FunctionSettings, most: number) {
    this.settings = settings;
    this.#most = most;
  }

  /** How often it was called, how many processes were started for that, and how often it failed with which error. */
  get counts(): { readonly invocations: number; readonly starts: number; readonly errors: Readonly<Record<string, number>> } {
    return { invocations: this.#invocations, starts: this.#starts, errors: Object.fromEntries(this.#errors) };
  }

  async invoke(event: unknown): Promise<Reply> {
    if (this.#taken >= this.#most) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#taken += 1;
    this.#invocations += 1;
    try {
      const reply = await this.#invokeIn(this.#idle.pop(), event);
      if (reply.kind === 'failed') this.#errors.set(reply.error.errorType, (this.#errors.get(reply.error.errorType) ?? 0) + 1);
      return reply;
    } finally {
      // A place is handed on, so that nobody comes between.
      const next = this.#queue.shift();
      if (next) next();
      else this.#taken -= 1;
    }
  }

  /** Kills every process with what it is doing, by `kill -9`. */
  async kill(): Promise<void> {
    await Promise.all([...this.#processes].map((one) => one.kill()));
  }

  /** Kills, by `kill -9`, the process that is at work for longest, if any is. */
  async killOne(): Promise<void> {
    const [longest] = this.#busy;
    await longest?.kill();
  }

  async #invokeIn(idle: FunctionProcess | undefined, event: unknown): Promise<Reply> {
    if (idle && !idle.isAlive) return this.#invokeIn(this.#idle.pop(), event);
    const one = idle ?? (await this.#start());
    this.#busy.add(one);
    const error = idle ? undefined : await one.started();
    const reply: Reply = error ? { kind: 'failed', error } : await one.invoke(event);
    this.#busy.delete(one);
    if (error) await one.kill();
    if (one.isAlive) this.#idle.push(one);
    return reply;
  }

  async #start(): Promise<FunctionProcess> {
    const one = await FunctionProcess.spawn(this.settings);
    this.#starts += 1;
    this.#processes.add(one);
    void one.ended.then(() => this.#processes.delete(one));
    return one;
  }
}
