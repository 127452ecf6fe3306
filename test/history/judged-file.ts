import { readFileSync } from 'node:fs';
import { checkHistory, type Terms } from './check-history.js';
import type { Violation } from './history.js';
import { fromLines } from './lines.js';

/** A history from a file of JSON lines, judged. */
export function judgedFile(path: string, terms: Terms): { readonly entries: number; readonly violations: readonly Violation[] } {
  const history = fromLines(readFileSync(path, 'utf8'));
  return { entries: history.length, violations: checkHistory(history, terms) };
}

/** This file, as the script that bundles it loads it. */
export interface Judge {
  readonly judgedFile: typeof judgedFile;
}
