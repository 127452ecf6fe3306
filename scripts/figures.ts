import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';

/** What a proof counted: a name as the reader should see it, and a number or a short text. */
export type Figures = Readonly<Record<string, number | string>>;
interface Run {
  /** The day of the run. */
  readonly on: string;
  readonly figures: Figures;
}
/** Of a proof that is run part by part, each part's own last run, by the part's name. */
interface Parts {
  readonly parts: Readonly<Record<string, Run>>;
}
export type Recorded = Run | Parts;

const fileOf = (proof: string): string => join(root, 'docs', 'proof', `${proof}.json`);

const today = (): string => new Date().toISOString().slice(0, 10);

function record(proof: string, recorded: Recorded): void {
  mkdirSync(join(root, 'docs', 'proof'), { recursive: true });
  writeFileSync(fileOf(proof), `${JSON.stringify(recorded, undefined, 2)}\n`);
}

/** Keeps what the last full run of a proof counted, for docs/correctness.md to show. */
export const recordFigures = (proof: string, figures: Figures): void => record(proof, { on: today(), figures });

/** Keeps what the last whole run of one part of a proof counted, beside those of the other parts. */
export function recordPart(proof: string, part: string, figures: Figures): void {
  const last = existsSync(fileOf(proof)) ? recordedFigures(proof) : { parts: {} };
  const others = 'parts' in last ? last.parts : {};
  record(proof, { parts: { ...others, [part]: { on: today(), figures } } });
}

/** @throws Error when that proof never recorded anything. */
function recordedFigures(proof: string): Recorded {
  const file = fileOf(proof);
  if (!existsSync(file)) throw new Error(`${file} is not there yet: it is written by a full run of that proof with --record`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const BLOCK = /(<!-- figures: ([a-z-]+) -->\n)[\s\S]*?(<!-- end of figures -->)/g;

const shown = (figure: number | string): string => (typeof figure === 'number' ? figure.toLocaleString('en') : figure);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function tableOfRun({ on, figures }: Run): string {
  const rows = Object.entries(figures).map(([name, figure]) => row([name, shown(figure)]));
  return [`Run on ${on}:`, '', '| | |', '| --- | --- |', ...rows, ''].join('\n');
}

/** A row for each part, with what the first of them counted as columns: all count the same. */
function tableOfParts({ parts }: Parts): string {
  const names = Object.keys(Object.values(parts)[0]?.figures ?? {});
  const head = ['', 'run on', ...names];
  const rows = Object.entries(parts).map(([part, { on, figures }]) =>
    row([part, on, ...names.map((name) => shown(figures[name] ?? ''))]),
  );
  return ['', row(head), row(head.map(() => '---')), ...rows, ''].join('\n');
}

const tableOf = (recorded: Recorded): string => ('parts' in recorded ? tableOfParts(recorded) : tableOfRun(recorded));

/** The page with the figures of each proof that it names put between its marks. */
export const withFigures = (page: string, recorded: (proof: string) => Recorded = recordedFigures): string =>
  page.replaceAll(BLOCK, (_, begin: string, proof: string, end: string) => `${begin}${tableOf(recorded(proof))}${end}`);
