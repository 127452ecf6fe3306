// Attacks a server with requests made from its own OpenAPI document.
import { parseArgs } from 'node:util';
import type { Fuzzer } from '../test/attacks/fuzz/fuzz.ts';
import { asked, whole } from './arguments.ts';
import { bundled } from './bundled.ts';
import { inTemporaryFolder } from './commands.ts';
import { recordFigures } from './figures.ts';

const { requests, seed, record } = asked('npm run fuzz -- [--requests 20000] [--seed 20261201] [--record]', () => {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '20261201' },
      record: { type: 'boolean', default: false },
    },
  });
  return { requests: whole('requests', values.requests, 1), seed: whole('seed', values.seed), record: values.record };
});

const { fuzz }: Fuzzer = await import(await bundled('test/attacks/fuzz/fuzz.ts', 'fuzz'));
await inTemporaryFolder(async (folder) => {
  const { figures, table, missing, faults } = await fuzz(folder, requests, seed);
  console.table(table);
  console.table(figures);
  if (missing.length > 0) console.log(`documented, and never answered: ${missing.join(', ')}`);
  for (const fault of faults) console.log(fault);
  if (faults.length === 0 && record) recordFigures('fuzz', figures);
  process.exitCode = faults.length === 0 ? 0 : 1;
});
