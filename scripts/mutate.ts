import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { asked, BadArgument } from './arguments.ts';
import { inTemporaryFolder, root } from './commands.ts';
import { compiler } from './mutation/compiles.ts';
import { DEMANDS, filesOf } from './mutation/demands.ts';
import type { Mutant } from './mutation/mutant.ts';
import { addMutators } from './mutation/mutators.ts';
import { figuresOf, reportOf } from './mutation/report.ts';
import { runStryker } from './mutation/run-stryker.ts';
import { type Equivalent, verdictOn } from './mutation/verdict.ts';
import { makeWorkingCopy } from './mutation/working-copy.ts';
import { recordPart } from './figures.ts';

// npm run mutate [-- booking schedule …] [--incremental] [--record]: room after room; every mutant of a room is in
// reports/mutants/ROOM.json, and with --record the figures of each room that passes are kept.
const { incremental, record, demands } = asked('npm run mutate -- [ROOM…] [--incremental] [--record]', () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { incremental: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  });
  const named = (name: string) => DEMANDS.filter(({ room }) => room.endsWith(`/${name}`));
  const unknown = positionals.filter((name) => named(name).length === 0);
  if (unknown.length > 0) throw new BadArgument(`There is no room ${unknown.join(', ')}`);
  if (values.record && values.incremental) throw new BadArgument('Only rooms that are made anew are recorded');
  return { ...values, demands: positionals.length === 0 ? DEMANDS : positionals.flatMap(named) };
});

const reports = join(root, 'reports', 'mutants');
mkdirSync(reports, { recursive: true });
const listed = JSON.parse(readFileSync(join(root, 'docs', 'equivalent-mutants.json'), 'utf8')) as Equivalent[];

await addMutators();
await inTemporaryFolder(async (folder) => {
  const sources = makeWorkingCopy(folder);
  const compiles = compiler(sources);
  const all: Mutant[] = [];
  for (const demand of demands) {
    const started = Date.now();
    const name = basename(demand.room);
    const mutants = await runStryker({
      folder,
      sources,
      mutate: filesOf(demand),
      incrementalFile: incremental ? join(reports, `${name}.incremental.json`) : undefined,
    });
    writeFileSync(join(reports, `${name}.json`), `${JSON.stringify(mutants, undefined, 2)}\n`);
    const { scores: [score], passed } = verdictOn(mutants, listed, [demand], compiles);
    const minutes = Math.ceil((Date.now() - started) / 60_000);
    if (record && passed && score) recordPart('mutants', demand.room, figuresOf(score, minutes));
    all.push(...mutants);
  }
  const verdict = verdictOn(all, listed, demands, compiles);
  console.log(reportOf(verdict));
  process.exitCode = verdict.passed ? 0 : 1;
});
