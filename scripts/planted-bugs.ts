import { parseArgs } from 'node:util';
import { keepPlan, keptPlan, slugOf } from '../test/simulation/kept-plans.ts';
import { PLANTED_BUGS, type PlantedBug } from '../test/simulation/planted-bugs.ts';
import type { Failure } from '../test/simulation/worker.ts';
import { asked, BadArgument, whole } from './arguments.ts';
import { recordFigures } from './figures.ts';
import { Simulator } from './simulator.ts';

// For each planted bug: after how many seeds the invariant that it breaks says so.
const usage = 'npm run planted-bugs -- [--seeds 5000] [--only <part of a name>] [--keep] [--record]';
const { seeds, bugs, keep, record } = asked(usage, () => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '5000' },
      only: { type: 'string', default: '' },
      /** The shortest run in which each is caught, for the tests. */
      keep: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
    },
  });
  const wanted = PLANTED_BUGS.filter(({ name }) => name.includes(values.only));
  if (wanted.length === 0) throw new BadArgument(`no planted bug has "${values.only}" in its name`);
  if (values.record && wanted.length < PLANTED_BUGS.length) throw new BadArgument('only a run over every bug is recorded');
  return { seeds: whole('seeds', values.seeds, 1), bugs: wanted, keep: values.keep, record: values.record };
});

async function caught({ name, breaks, edits, directed = false }: PlantedBug): Promise<string | undefined> {
  const simulator = await Simulator.over({ edits, name: slugOf(name) });
  const isIt = ({ violations }: Pick<Failure, 'violations'>): boolean =>
    violations.some(({ invariant }) => invariant === breaks);
  try {
    if (directed) return isIt(await simulator.run(keptPlan(name))) ? `invariant ${breaks}, directed run` : undefined;
    const { failures } = await simulator.search({ from: 1, seeds, enough: (found) => found.some(isIt) });
    const first = failures.find(isIt);
    if (first && keep) keepPlan(name, (await simulator.shrink(first.seed, breaks)).plan);
    return first && `invariant ${breaks}, seed ${first.seed}`;
  } finally {
    await simulator.close();
  }
}

const figures: Record<string, string> = {};
for (const bug of bugs) {
  figures[bug.name] = (await caught(bug)) ?? 'not caught';
  console.log(`${bug.name}: ${figures[bug.name]}`);
}
const missed = Object.values(figures).filter((verdict) => verdict === 'not caught').length;
if (record && missed === 0) recordFigures('planted-bugs', figures);
process.exitCode = missed === 0 ? 0 : 1;
