import { parseArgs } from 'node:util';
import { keepPlan, keptPlan, slugOf } from '../test/simulation/kept-plans.ts';
import { PLANTED_BUGS, type PlantedBug } from '../test/simulation/planted-bugs.ts';
import type { Failure } from '../test/simulation/worker.ts';
import { recordFigures } from './figures.ts';
import { Simulator } from './simulator.ts';

// For each planted bug: after how many seeds the invariant that it breaks says so.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5000' },
    /** Only the bugs with this in their names. */
    only: { type: 'string', default: '' },
    /** Keeps the shortest run in which each is caught, for the tests. */
    keep: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

async function caught({ name, breaks, edits, directed = false }: PlantedBug): Promise<string | undefined> {
  const simulator = await Simulator.over({ edits, name: slugOf(name) });
  const isIt = ({ violations }: Pick<Failure, 'violations'>): boolean =>
    violations.some(({ invariant }) => invariant === breaks);
  try {
    if (directed) return isIt(await simulator.run(keptPlan(name))) ? `invariant ${breaks}, directed run` : undefined;
    const { failures } = await simulator.search({
      from: 1,
      seeds: Number(values.seeds),
      enough: (found) => found.some(isIt),
    });
    const first = failures.find(isIt);
    if (first && values.keep) keepPlan(name, (await simulator.shrink(first.seed, breaks)).plan);
    return first && `invariant ${breaks}, seed ${first.seed}`;
  } finally {
    await simulator.close();
  }
}

const figures: Record<string, string> = {};
for (const bug of PLANTED_BUGS.filter(({ name }) => name.includes(values.only))) {
  figures[bug.name] = (await caught(bug)) ?? 'not caught';
  console.log(`${bug.name}: ${figures[bug.name]}`);
}
const missed = Object.values(figures).filter((verdict) => verdict === 'not caught').length;
if (values.record && missed === 0) recordFigures('planted-bugs', figures);
process.exitCode = missed === 0 ? 0 : 1;
