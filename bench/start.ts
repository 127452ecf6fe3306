import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn, median } from './rounds.ts';
import { millis, type Row } from './table.ts';

const IMPORT_AIM = 15;
const FAST_AIM = 3_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** Milliseconds from start to exit. */
function timeOf(args: readonly string[], cwd: string): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed\n${stdout}${stderr}`);
  return performance.now() - started;
}

const above = (ours: readonly number[], floor: readonly number[]): number =>
  median(ours.map((figure, round) => figure - (floor[round] ?? Number.NaN)));

export async function importing(): Promise<readonly Row[]> {
  const library = `import ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)}`;
  const start = (code: string): number => timeOf(['--input-type=module', '--eval', code], root);
  const [loaded = [], empty = []] = await inTurn(25, 3, [() => start(library), () => start('')]);
  const extra = above(loaded, empty);
  return [{ measure: 'import of holdfast', ours: millis(median(loaded)), floor: millis(median(empty)), ratio: `+${millis(extra)}`, aim: `< +${IMPORT_AIM} ms`, met: extra < IMPORT_AIM }];
}

/** The floor is the runner itself, with one empty test. */
export async function testing(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  writeFileSync(join(folder, 'empty.test.ts'), "import { it } from 'vitest';\nit('does nothing', () => undefined);\n");
  writeFileSync(join(folder, 'vitest.config.js'), 'export default {};\n');
  try {
    const [ours = [], empty = []] = await inTurn(5, 1, [
      () => timeOf([vitest, 'run', '--project', 'fast'], root),
      () => timeOf([vitest, 'run', '--root', folder], root),
    ]);
    const wall = median(ours);
    return [{ measure: 'test:fast, wall time', ours: millis(wall), floor: millis(median(empty)), ratio: `+${millis(above(ours, empty))}`, aim: '< 3 s', met: wall < FAST_AIM }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
