import { parseArgs } from 'node:util';
import { keepPlan } from '../test/simulation/kept-plans.ts';
import { COUNTED, FIRED, SOMETIMES } from '../test/simulation/sightings.ts';
import type { Ran } from '../test/simulation/worker.ts';
import { asked, BadArgument, whole } from './arguments.ts';
import { recordFigures } from './figures.ts';
import { type Report, Simulator } from './simulator.ts';

// Searches seeds for one that breaks an invariant, or shows every step of one.
const { seed, seeds, from, record } = asked('npm run simulate -- [--seeds 2000] [--from 1] [--record] | --seed S', () => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      record: { type: 'boolean', default: false },
      seed: { type: 'string' },
    },
  });
  const searches = values.seeds !== undefined || values.from !== undefined || values.record;
  if (values.seed !== undefined && searches) throw new BadArgument('--seed shows one run, without the options of a search');
  return {
    seed: values.seed === undefined ? undefined : whole('seed', values.seed),
    seeds: whole('seeds', values.seeds ?? '2000', 1),
    from: whole('from', values.from ?? '1'),
    record: values.record,
  };
});

function show({ trace, violations }: Ran): void {
  console.log(trace.join('\n'));
  for (const { invariant, what } of violations) console.log(`invariant ${invariant}: ${what}`);
}

/** A failing seed's shortest run, kept as data: `npm test` runs it from then on. */
async function keep(simulator: Simulator, failing: number, invariant: number): Promise<void> {
  const least = await simulator.shrink(failing, invariant);
  show(least);
  console.log(`kept as ${keepPlan(`seed ${failing}`, least.plan)}`);
}

function table({ seeds: searched, seconds, tally, failures }: Report): Record<string, number> {
  const of = (names: readonly string[]): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, tally.get(name) ?? 0]));
  return {
    seeds: searched,
    'seeds per second': Math.round(searched / seconds),
    ...of(COUNTED),
    ...of(FIRED),
    ...of(SOMETIMES),
    violations: failures.length,
  };
}

if (seed !== undefined) {
  const simulator = await Simulator.over({ workers: 1 });
  const outcome = await simulator.replay(seed);
  show(outcome);
  await simulator.close();
  process.exitCode = outcome.violations.length === 0 ? 0 : 1;
} else {
  const simulator = await Simulator.over();
  const report = await simulator.search({
    from,
    seeds,
    enough: (failures) => failures.length >= 20,
    onProgress: (searched) => {
      if (searched % 10_000 === 0) console.error(`${searched} seeds`);
    },
  });
  const figures = table(report);
  console.table(figures);
  for (const failure of report.failures) console.log(`seed ${failure.seed}:`, failure.violations);
  const unseen = SOMETIMES.filter((name) => !report.tally.has(name));
  if (unseen.length > 0) console.log(`never seen: ${unseen.join(', ')}`);
  const [first] = report.failures;
  const [broken] = first?.violations ?? [];
  if (first && broken) await keep(simulator, first.seed, broken.invariant);
  const isProof = !first && unseen.length === 0;
  if (isProof && record) recordFigures('simulation', figures);
  await simulator.close();
  process.exitCode = isProof ? 0 : 1;
}
