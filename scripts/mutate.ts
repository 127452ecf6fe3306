import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asked, BadArgument } from './arguments.ts';
import { inTemporaryFolder, root } from './commands.ts';
import { compiler } from './mutation/compiles.ts';
import { DEMANDS, filesOf } from './mutation/demands.ts';
import { figuresOf, reportOf } from './mutation/report.ts';
import { runStryker } from './mutation/run-stryker.ts';
import { type Equivalent, verdictOn } from './mutation/verdict.ts';
import { makeWorkingCopy } from './mutation/working-copy.ts';
import { recordFigures } from './figures.ts';

// npm run mutate [-- booking schedule …] [--incremental] [--record]; every mutant is in reports/mutants/mutants.json
const { incremental, record, demands } = asked('npm run mutate -- [ROOM…] [--incremental] [--record]', () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { incremental: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  });
  const named = (name: string) => DEMANDS.filter(({ room }) => room.endsWith(`/${name}`));
  const unknown = positionals.filter((name) => named(name).length === 0);
  if (unknown.length > 0) throw new BadArgument(`There is no room ${unknown.join(', ')}`);
  const rooms = positionals.length === 0 ? DEMANDS : positionals.flatMap(named);
  if (values.record && (rooms !== DEMANDS || values.incremental)) {
    throw new BadArgument('Only a run over every room, made anew, is recorded');
  }
  return { ...values, demands: rooms };
});

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
    incrementalFile: incremental ? join(reports, 'incremental.json') : undefined,
  });
  writeFileSync(join(reports, 'mutants.json'), `${JSON.stringify(mutants, undefined, 2)}\n`);
  const verdict = verdictOn(mutants, listed, demands, compiler(sources));
  console.log(reportOf(verdict));
  const minutes = Math.ceil((Date.now() - started) / 60_000);
  if (record && verdict.passed) recordFigures('mutants', figuresOf(verdict.scores, minutes));
  process.exitCode = verdict.passed ? 0 : 1;
});
