import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';

/** What a proof counted: a name as the reader should see it, and a number or a short text. */
export type Figures = Readonly<Record<string, number | string>>;

/** Keeps what the last full run of a proof counted, for docs/correctness.md to show. */
export function recordFigures(proof: string, figures: Figures): void {
  const folder = join(root, 'docs', 'proof');
  mkdirSync(folder, { recursive: true });
  const on = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, `${proof}.json`), `${JSON.stringify({ on, figures }, undefined, 2)}\n`);
}
