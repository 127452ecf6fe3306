// Records real histories of servers on one SQLite file and judges each.
import { parseArgs } from 'node:util';
import type { Recorder } from '../test/history/http/recorder.ts';
import type { Tally } from '../test/history/http/tally.ts';
import { asked, whole } from './arguments.ts';
import { bundled } from './bundled.ts';
import { root } from './commands.ts';
import { recordFigures } from './figures.ts';

const { runs, from, ms, record } = asked('npm run histories -- [--runs 10] [--seed 1] [--ms 3000] [--record]', () => {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10' },
      /** Of the first run; each run after it has the next one. */
      seed: { type: 'string', default: '1' },
      /** How long the clients of a run work. */
      ms: { type: 'string', default: '3000' },
      record: { type: 'boolean', default: false },
    },
  });
  return {
    runs: whole('runs', values.runs, 1),
    from: whole('seed', values.seed),
    ms: whole('ms', values.ms, 1),
    record: values.record,
  };
});

const { recorder }: Recorder = await import(await bundled('test/history/http/recorder.ts', 'histories'));
let figures: Tally = {};
for (let seed = from; seed < from + runs; seed += 1) {
  const run = await recorder.record({ root, seed, ms });
  figures = recorder.added(figures, recorder.tallyOf(run));
  console.error(`seed ${seed}: ${run.history.length} entries, ${run.violations.length} violations`);
  for (const { invariant, what } of run.violations) console.log(`invariant ${invariant}: ${what}`);
  if (run.kept !== undefined) console.log(`seed ${seed} is kept in ${run.kept}`);
}
console.table(figures);
const isClean = figures['violations'] === 0;
if (isClean && record) recordFigures('histories', figures);
process.exitCode = isClean ? 0 : 1;
