// Records real histories of servers on one SQLite file and judges each: npm run histories -- --runs 20
import { parseArgs } from 'node:util';
import type { Recorder } from '../test/history/http/recorder.ts';
import type { Tally } from '../test/history/http/tally.ts';
import { bundled } from './bundled.ts';
import { root } from './commands.ts';
import { recordFigures } from './figures.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    ms: { type: 'string', default: '3000' },
    record: { type: 'boolean', default: false },
  },
});

const { recorder }: Recorder = await import(await bundled('test/history/http/recorder.ts', 'histories'));
let figures: Tally = {};
const from = Number(values.seed);
for (let seed = from; seed < from + Number(values.runs); seed += 1) {
  const run = await recorder.record({ root, seed, ms: Number(values.ms) });
  figures = recorder.added(figures, recorder.tallyOf(run));
  console.error(`seed ${seed}: ${run.history.length} entries, ${run.violations.length} violations`);
  for (const { invariant, what } of run.violations) console.log(`invariant ${invariant}: ${what}`);
  if (run.kept !== undefined) console.log(`seed ${seed} is kept in ${run.kept}`);
}
console.table(figures);
const isClean = figures['violations'] === 0;
if (isClean && values.record) recordFigures('histories', figures);
process.exitCode = isClean ? 0 : 1;
