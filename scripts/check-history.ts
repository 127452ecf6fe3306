// Judges a recorded history, one entry a line: npm run check:history -- <file.jsonl>
import { parseArgs } from 'node:util';
import type { Judge } from '../test/history/judged-file.ts';
import { bundled } from './bundled.ts';

const HOUR_MS = 3_600_000;
const usage = 'npm run check:history -- <file.jsonl> [--remember-hours 24]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'remember-hours': { type: 'string', default: '24' } },
});
const [file] = positionals;
if (file === undefined) throw new Error(usage);

const { judgedFile }: Judge = await import(await bundled('test/history/judged-file.ts', 'check-history'));
const { entries, violations } = judgedFile(file, { rememberMs: Number(values['remember-hours']) * HOUR_MS });
for (const { invariant, what } of violations) console.log(`invariant ${invariant}: ${what}`);
console.log(`${entries} entries, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
