export interface Row {
  readonly measure: string;
  readonly ours: string;
  readonly floor: string;
  readonly ratio: string;
  readonly aim: string;
  /** `undefined`: for comparison only. */
  readonly met?: boolean | undefined;
}

const HEADINGS = { measure: 'measure', ours: 'ours', floor: 'floor', ratio: 'ratio', aim: 'aim' };
const COLUMNS = ['measure', 'ours', 'floor', 'ratio', 'aim', 'verdict'] as const;

export const rate = (figure: number): string => `${Math.round(figure).toLocaleString('en')}/s`;
export const micros = (figure: number): string => `${figure.toFixed(1)} µs`;
export const millis = (figure: number): string => `${figure.toFixed(1)} ms`;

const verdictOn = ({ met }: Row): string => (met === undefined ? '' : met ? 'met' : 'missed');

/** As a Markdown table, aligned. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [{ ...HEADINGS, verdict: 'verdict' }, ...rows.map((row) => ({ ...row, verdict: verdictOn(row) }))];
  const widths = COLUMNS.map((column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) => `| ${COLUMNS.map((column, at) => row[column].padEnd(widths[at] ?? 0)).join(' | ')} |`);
  return [lines[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1)].join('\n');
}
