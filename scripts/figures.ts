import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';

/** What a proof counted: a name as the reader should see it, and a number or a short text. */
export type Figures = Readonly<Record<string, number | string>>;
export interface Recorded {
  /** The day of the run. */
  readonly on: string;
  readonly figures: Figures;
}

const fileOf = (proof: string): string => join(root, 'docs', 'proof', `${proof}.json`);

/** Keeps what the last full run of a proof counted, for docs/correctness.md to show. */
export function recordFigures(proof: string, figures: Figures): void {
  mkdirSync(join(root, 'docs', 'proof'), { recursive: true });
  const recorded: Recorded = { on: new Date().toISOString().slice(0, 10), figures };
  writeFileSync(fileOf(proof), `${JSON.stringify(recorded, undefined, 2)}\n`);
}

/** @throws Error when that proof never recorded anything. */
function recordedFigures(proof: string): Recorded {
  const file = fileOf(proof);
  if (!existsSync(file)) throw new Error(`${file} is not there yet: it is written by a full run of that proof with --record`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const BLOCK = /(<!-- figures: ([a-z-]+) -->\n)[\s\S]*?(<!-- end of figures -->)/g;

const shown = (figure: number | string): string => (typeof figure === 'number' ? figure.toLocaleString('en') : figure);

function tableOf({ on, figures }: Recorded): string {
  const rows = Object.entries(figures).map(([name, figure]) => `| ${name} | ${shown(figure)} |`);
  return [`Run on ${on}:`, '', '| | |', '| --- | --- |', ...rows, ''].join('\n');
}

/** The page with the figures of each proof that it names put between its marks. */
export const withFigures = (page: string, recorded: (proof: string) => Recorded = recordedFigures): string =>
  page.replaceAll(BLOCK, (_, begin: string, proof: string, end: string) => `${begin}${tableOf(recorded(proof))}${end}`);
