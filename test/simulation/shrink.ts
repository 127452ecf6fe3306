import type { Plan, Planned } from './plan.js';
import { simulate } from './simulate.js';

const MAX_RUNS = 3_000;

/** What could be left out of one item. */
function simpler(item: Planned): readonly Planned[] {
  if (item.do !== 'call') return [];
  const { sends, key, ifMatch, abortAfter } = item;
  return [
    ...(sends.length > 1 ? sends.map((_, n) => ({ ...item, sends: sends.toSpliced(n, 1) })) : []),
    ...(key !== undefined && sends.length === 1 ? [{ ...item, key: undefined }] : []),
    ...(ifMatch === undefined ? [] : [{ ...item, ifMatch: undefined }]),
    ...(abortAfter === undefined ? [] : [{ ...item, abortAfter: undefined }]),
  ];
}

/** Plans with a little less in them, those that leave out most first. */
function* smaller(plan: Plan): Generator<Plan> {
  const { items, rates, ahead, policy } = plan;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < items.length; at += size) yield { ...plan, items: items.toSpliced(at, size) };
  }
  for (const [fault, rate] of Object.entries(rates)) if (rate > 0) yield { ...plan, rates: { ...rates, [fault]: 0 } };
  for (const [n, item] of items.entries()) for (const one of simpler(item)) yield { ...plan, items: items.with(n, one) };
  if (ahead.some((ms) => ms !== 0)) yield { ...plan, ahead: ahead.map(() => 0) };
  const { capacity, holdMinutes, ...rest } = policy;
  if (Object.keys(rest).length > 0) yield { ...plan, policy: { capacity: capacity ?? 1, holdMinutes: holdMinutes ?? 10 } };
}

/** The least of a plan that still breaks the invariant: nothing can be left out of it any more. */
export async function shrunk(plan: Plan, invariant: number): Promise<Plan> {
  let least = plan;
  let runs = 0;
  const stillBreaks = async (candidate: Plan): Promise<boolean> => {
    runs += 1;
    const { violations } = await simulate(candidate);
    return violations.some((violation) => violation.invariant === invariant);
  };
  for (let found = true; found && runs < MAX_RUNS; ) {
    found = false;
    for (const candidate of smaller(least)) {
      if (!(await stillBreaks(candidate))) continue;
      least = candidate;
      found = true;
      break;
    }
  }
  return least;
}
