// Judges a recorded history, one entry a line.
import { parseArgs } from 'node:util';
import type { Judge } from '../test/history/judged-file.ts';
import { asked, BadArgument, positive } from './arguments.ts';
import { bundled } from './bundled.ts';

const HOUR_MS = 3_600_000;

const { file, hours } = asked('npm run check:history -- <file.jsonl> [--remember-hours 24]', () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'remember-hours': { type: 'string', default: '24' } },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new BadArgument(`one file is judged at a time, not ${positionals.length}`);
  return { file: path, hours: positive('remember-hours', values['remember-hours']) };
});

const { judgedFile }: Judge = await import(await bundled('test/history/judged-file.ts', 'check-history'));
try {
  const { entries, violations } = judgedFile(file, { rememberMs: hours * HOUR_MS });
  for (const { invariant, what } of violations) console.log(`invariant ${invariant}: ${what}`);
  console.log(`${entries} entries, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
} catch (error) {
  // A file that is not there, or that is no history: nothing that a stack would explain.
  if (!(error instanceof SyntaxError) && !(error instanceof Error && 'syscall' in error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
