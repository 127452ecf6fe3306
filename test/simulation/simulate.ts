import { checkHistory } from '../history/check-history.js';
import type { History, Violation } from '../history/history.js';
import type { Plan } from './plan.js';
import { Run } from './run.js';
import { count, type Tally } from './sightings.js';
import { Town } from './town.js';

export interface Outcome {
  readonly history: History;
  readonly violations: readonly Violation[];
  readonly tally: Tally;
  /** One line a step; empty unless asked for. */
  readonly trace: readonly string[];
}

/** Runs a plan to its end, and on until all is quiet. The same plan runs the same way, to the byte. */
export async function simulate(plan: Plan, { traced = false } = {}): Promise<Outcome> {
  const town = new Town(plan, traced);
  const run = new Run(town);
  await run.open();
  for (const item of plan.items) run.schedule(item);
  const isQuiet = (await town.timeline.untilQuiet()) && (await run.rest());
  town.history.push(await run.end());
  count(town.tally, 'steps', town.timeline.step);
  const unquiet: readonly Violation[] = isQuiet ? [] : [{ invariant: 13, what: 'it does not come to rest' }];
  // Only stored data that contradicts itself makes the library throw.
  const thrown = town.exceptions.map((what): Violation => ({ invariant: 2, what }));
  const violations = [...thrown, ...unquiet, ...checkHistory(town.history, { rememberMs: plan.rememberMs })];
  return { history: town.history, violations, tally: town.tally, trace: town.trace };
}
