import { parseArgs } from 'node:util';
import { keepPlan } from '../test/simulation/kept-plans.ts';
import { COUNTED, FIRED, SOMETIMES } from '../test/simulation/sightings.ts';
import type { Ran } from '../test/simulation/worker.ts';
import { recordFigures } from './figures.ts';
import { type Report, Simulator } from './simulator.ts';

const usage = 'npm run simulate -- --seeds N [--from S] [--record] | --seed S';
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});

const whole = (text: string | undefined): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${text} is no whole number\n${usage}`);
  return number;
};

function show({ trace, violations }: Ran): void {
  console.log(trace.join('\n'));
  for (const { invariant, what } of violations) console.log(`invariant ${invariant}: ${what}`);
}

/** A failing seed's shortest run, kept as data: `npm test` runs it from then on. */
async function keep(simulator: Simulator, seed: number, invariant: number): Promise<void> {
  const least = await simulator.shrink(seed, invariant);
  show(least);
  console.log(`kept as ${keepPlan(`seed ${seed}`, least.plan)}`);
}

function table({ seeds, seconds, tally, failures }: Report): Record<string, number> {
  const of = (names: readonly string[]): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, tally.get(name) ?? 0]));
  return {
    seeds,
    'seeds per second': Math.round(seeds / seconds),
    ...of(COUNTED),
    ...of(FIRED),
    ...of(SOMETIMES),
    violations: failures.length,
  };
}

if (values.seed !== undefined) {
  const simulator = await Simulator.over({ workers: 1 });
  const outcome = await simulator.replay(whole(values.seed));
  show(outcome);
  await simulator.close();
  process.exitCode = outcome.violations.length === 0 ? 0 : 1;
} else {
  const simulator = await Simulator.over();
  const report = await simulator.search({
    from: whole(values.from),
    seeds: whole(values.seeds ?? '2000'),
    enough: (failures) => failures.length >= 20,
    onProgress: (seeds) => {
      if (seeds % 10_000 === 0) console.error(`${seeds} seeds`);
    },
  });
  const figures = table(report);
  console.table(figures);
  for (const { seed, violations } of report.failures) console.log(`seed ${seed}:`, violations);
  const unseen = SOMETIMES.filter((name) => !report.tally.has(name));
  if (unseen.length > 0) console.log(`never seen: ${unseen.join(', ')}`);
  const [first] = report.failures;
  if (first) await keep(simulator, first.seed, first.violations[0]?.invariant ?? 0);
  else if (values.record) recordFigures('simulation', figures);
  await simulator.close();
  process.exitCode = first || unseen.length > 0 ? 1 : 0;
}
