import type { Mutant } from './mutant.ts';
import type { Score, Verdict } from './verdict.ts';

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 160);

const told = ({ file, from, mutator, context, original, replacement }: Mutant): string =>
  [`${file}:${from.line} ${mutator}`, `    ${context}`, `    ${inOneLine(original)}  →  ${inOneLine(replacement)}`].join('\n');

const percent = (value: number): string => (Math.floor(value * 100) / 100).toFixed(2);

const row = ({ room, mutants, killed, timedOut, equivalent, survived, reached, percent: demanded }: Score): string =>
  [
    room.padEnd(24),
    ...[mutants, killed, timedOut, equivalent, survived.length].map((count) => String(count).padStart(10)),
    percent(reached).padStart(10),
    String(demanded).padStart(10),
  ].join('');

const HEAD = ['mutants', 'killed', 'timed out', 'equivalent', 'survived', 'reached', 'demanded'];

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', `${title} (${items.length})`, ...items];

/** The table, and every mutant that is of interest. `killed` counts those that timed out, too. */
export function reportOf({ scores, unjudged, stale, passed }: Verdict): string {
  return [
    ...list('Survived', scores.flatMap(({ survived }) => survived).map(told)),
    ...list('Survived without a single test: the run is broken', unjudged.map(told)),
    ...list(
      'Listed as equivalent, but killed or gone',
      stale.map(({ file, context, replacement }) => `${file}: ${context}  →  ${inOneLine(replacement)}`),
    ),
    '',
    ['room'.padEnd(24), ...HEAD.map((name) => name.padStart(10))].join(''),
    ...scores.map(row),
    '',
    passed ? 'Every demand is met.' : 'Not every demand is met.',
  ].join('\n');
}

/** For the record of one room: what a reader asks first. */
export const figuresOf = (score: Score, minutes: number): Readonly<Record<string, number | string>> => ({
  mutants: score.mutants,
  killed: score.killed,
  'of these by a time-out': score.timedOut,
  equivalent: score.equivalent,
  survived: score.survived.length,
  '% killed': percent(score.reached),
  minutes,
});
