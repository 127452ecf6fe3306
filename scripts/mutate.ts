import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inTemporaryFolder, root } from './commands.ts';
import { compiler } from './mutation/compiles.ts';
import { DEMANDS, filesOf } from './mutation/demands.ts';
import { figuresOf, reportOf } from './mutation/report.ts';
import { runStryker } from './mutation/run-stryker.ts';
import { type Equivalent, verdictOn } from './mutation/verdict.ts';
import { makeWorkingCopy } from './mutation/working-copy.ts';
import { recordFigures } from './figures.ts';

// npm run mutate [-- booking schedule …] [--incremental] [--record]; every mutant is in reports/mutants/mutants.json
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { incremental: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
});

const unknown = positionals.filter((name) => !DEMANDS.some(({ room }) => room.endsWith(`/${name}`)));
if (unknown.length > 0) throw new Error(`No such room: ${unknown.join(', ')}`);
const demands = DEMANDS.filter(({ room }) => positionals.length === 0 || positionals.some((name) => room.endsWith(`/${name}`)));
const isWhole = demands.length === DEMANDS.length && !values.incremental;
if (values.record && !isWhole) throw new Error('Only a run over every room, made anew, is recorded');

const reports = join(root, 'reports', 'mutants');
mkdirSync(reports, { recursive: true });
const listed = JSON.parse(readFileSync(join(root, 'docs', 'equivalent-mutants.json'), 'utf8')) as Equivalent[];

const started = Date.now();
await inTemporaryFolder(async (folder) => {
  const sources = makeWorkingCopy(folder);
  const mutants = await runStryker({
    folder,
    sources,
    mutate: demands.flatMap(filesOf),
    incrementalFile: values.incremental ? join(reports, 'incremental.json') : undefined,
  });
  writeFileSync(join(reports, 'mutants.json'), `${JSON.stringify(mutants, undefined, 2)}\n`);
  const verdict = verdictOn(mutants, listed, demands, compiler(sources));
  console.log(reportOf(verdict));
  const minutes = Math.ceil((Date.now() - started) / 60_000);
  if (values.record && verdict.passed) recordFigures('mutants', figuresOf(verdict.scores, minutes));
  process.exitCode = verdict.passed ? 0 : 1;
});
