import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Plan } from '../test/simulation/plan.ts';
import type { Answer, Failure, Job, Ran } from '../test/simulation/worker.ts';
import { bundled, type Edit } from './bundled.ts';

const BATCH = 50;

export interface Search {
  readonly from: number;
  readonly seeds: number;
  /** Ends the search; what is under way is still counted. */
  readonly enough?: (failures: readonly Failure[]) => boolean;
  readonly onProgress?: (seeds: number) => void;
}
export interface Report {
  readonly seeds: number;
  readonly seconds: number;
  readonly tally: ReadonlyMap<string, number>;
  /** By seed. */
  readonly failures: readonly Failure[];
}

/** Which sources, and how many cores. */
export interface Sources {
  readonly edits?: readonly Edit[];
  /** Of the bundle: two that differ must not share one. */
  readonly name?: string;
  readonly workers?: number;
}

/** The simulator over the sources, or over sources with bugs planted in them, on every core. */
export class Simulator {
  readonly #workers: readonly Worker[];

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  static async over({ edits = [], name = 'simulation', workers = availableParallelism() }: Sources = {}): Promise<Simulator> {
    const file = await bundled('test/simulation/worker.ts', name, edits);
    return new Simulator(Array.from({ length: workers }, () => new Worker(file)));
  }

  async search({ from, seeds, enough = () => false, onProgress }: Search): Promise<Report> {
    const started = performance.now();
    const tally = new Map<string, number>();
    const failures: Failure[] = [];
    let next = from;
    let searched = 0;
    const end = from + seeds;
    await Promise.all(
      this.#workers.map(async (worker) => {
        while (next < end && !enough(failures)) {
          const batch = { from: next, to: Math.min(end, next + BATCH) };
          next = batch.to;
          const found = await ask(worker, { job: 'search', ...batch });
          for (const [what, times] of found.tally) tally.set(what, (tally.get(what) ?? 0) + times);
          failures.push(...found.failures);
          searched += batch.to - batch.from;
          onProgress?.(searched);
        }
      }),
    );
    failures.sort((a, b) => a.seed - b.seed);
    return { seeds: searched, seconds: (performance.now() - started) / 1000, tally, failures };
  }

  replay = (seed: number): Promise<Ran> => this.#ask({ job: 'replay', seed });
  run = (plan: Plan): Promise<Ran> => this.#ask({ job: 'run', plan });
  /** The least that is left of a failing seed. */
  shrink = (seed: number, invariant: number): Promise<Ran> => this.#ask({ job: 'shrink', seed, invariant });

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #ask<J extends Job>(job: J): Promise<Answer<J>> {
    const [worker] = this.#workers;
    if (!worker) throw new Error('a simulator needs a worker');
    return ask(worker, job);
  }
}

async function ask<J extends Job>(worker: Worker, job: J): Promise<Answer<J>> {
  const answered = once(worker, 'message');
  worker.postMessage(job);
  const [result] = await answered;
  return result;
}
