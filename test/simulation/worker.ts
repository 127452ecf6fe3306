import { parentPort } from 'node:worker_threads';
import type { Plan } from './plan.js';
import { planOf } from './planning.js';
import { shrunk } from './shrink.js';
import { count, type Tally } from './sightings.js';
import { type Outcome, simulate } from './simulate.js';

/** What a worker is asked, one at a time: `Answer` says what comes back. */
export type Job =
  | { readonly job: 'search'; readonly from: number; readonly to: number }
  | { readonly job: 'run'; readonly plan: Plan }
  | { readonly job: 'replay'; readonly seed: number }
  | { readonly job: 'shrink'; readonly seed: number; readonly invariant: number };

export type Answer<J extends Job> = J extends { readonly job: 'search' } ? Searched : Ran;

export interface Failure {
  readonly seed: number;
  readonly violations: Outcome['violations'];
}
export interface Searched {
  readonly tally: Tally;
  readonly failures: readonly Failure[];
}
export interface Ran extends Pick<Outcome, 'violations' | 'trace' | 'tally'> {
  readonly plan: Plan;
}

async function search(from: number, to: number): Promise<Searched> {
  const tally: Tally = new Map();
  const failures: Failure[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const outcome = await simulate(planOf(seed));
    for (const [what, times] of outcome.tally) count(tally, what, times);
    if (outcome.violations.length > 0) failures.push({ seed, violations: outcome.violations });
  }
  return { tally, failures };
}

async function ran(plan: Plan): Promise<Ran> {
  const { violations, trace, tally } = await simulate(plan, { traced: true });
  return { plan, violations, trace, tally };
}

const done = (job: Job): Promise<Searched | Ran> => {
  if (job.job === 'search') return search(job.from, job.to);
  if (job.job === 'run') return ran(job.plan);
  if (job.job === 'replay') return ran(planOf(job.seed));
  return shrunk(planOf(job.seed), job.invariant).then(ran);
};

parentPort?.on('message', (job: Job) => {
  void done(job).then((result) => parentPort?.postMessage(result));
});
