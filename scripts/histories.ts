// Records real histories of servers on one store and judges each.
import { parseArgs } from 'node:util';
import type { Recorder } from '../test/history/http/recorder.ts';
import type { Tally } from '../test/history/http/tally.ts';
import { asked, BadArgument, whole } from './arguments.ts';
import { bundled } from './bundled.ts';
import { root } from './commands.ts';
import { needingDynamodb } from './dynamodb-local.ts';
import { recordFigures } from './figures.ts';

/** The figures of a store's runs have a name of their own. */
const FIGURES = { sqlite: 'histories', dynamodb: 'histories-dynamodb' } as const;
type StoreName = keyof typeof FIGURES;
const isStoreName = (name: string): name is StoreName => Object.hasOwn(FIGURES, name);

function storeNamed(name: string): StoreName {
  if (isStoreName(name)) return name;
  throw new BadArgument(`--store is ${Object.keys(FIGURES).join(' or ')}, not "${name}"`);
}

const USAGE = 'npm run histories -- [--store sqlite|dynamodb] [--runs 10] [--seed 1] [--ms 3000] [--record]';
const { store, runs, from, ms, record } = asked(USAGE, () => {
  const { values } = parseArgs({
    options: {
      /** What the servers share. */
      store: { type: 'string', default: 'sqlite' },
      runs: { type: 'string', default: '10' },
      /** Of the first run; each run after it has the next one. */
      seed: { type: 'string', default: '1' },
      /** How long the clients of a run work. */
      ms: { type: 'string', default: '3000' },
      record: { type: 'boolean', default: false },
    },
  });
  return {
    store: storeNamed(values.store),
    runs: whole('runs', values.runs, 1),
    from: whole('seed', values.seed),
    ms: whole('ms', values.ms, 1),
    record: values.record,
  };
});

async function recorded(): Promise<Tally> {
  const { recorder }: Recorder = await import(await bundled('test/history/http/recorder.ts', 'histories'));
  let figures: Tally = {};
  for (let seed = from; seed < from + runs; seed += 1) {
    const run = await recorder.record({ root, openStore: recorder.stores[store], seed, ms });
    figures = recorder.added(figures, recorder.tallyOf(run));
    console.error(`seed ${seed}: ${run.history.length} entries, ${run.violations.length} violations`);
    for (const { invariant, what } of run.violations) console.log(`invariant ${invariant}: ${what}`);
    if (run.kept !== undefined) console.log(`seed ${seed} is kept in ${run.kept}`);
  }
  return figures;
}

const figures = await (store === 'sqlite'
  ? recorded()
  : needingDynamodb((environment) => {
      Object.assign(process.env, environment);
      return recorded();
    }));
console.table(figures);
const isClean = figures['violations'] === 0;
if (isClean && record) recordFigures(FIGURES[store], figures);
process.exitCode = isClean ? 0 : 1;
