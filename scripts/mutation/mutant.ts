/** Counted from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Outcome {
  readonly from: Position;
  readonly to: Position;
  readonly mutator: string;
  readonly replacement: string;
  /** As Stryker calls it: `Killed`, `Timeout`, `Survived`, `NoCoverage`, … */
  readonly status: string;
  readonly testsCompleted: number;
  /** Of a killed one: the test that failed, and how. */
  readonly killedBy?: string | undefined;
}

/** A mutant by what it does to which text, so that it is the same one when lines above it come and go. */
export interface Mutant extends Outcome {
  readonly file: string;
  /** The whole line on which it begins. */
  readonly context: string;
  readonly original: string;
}

function offsetOf(lines: readonly string[], { line, column }: Position): number {
  const before = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  return before + column - 1;
}

export function placed(file: string, source: string, outcome: Outcome): Mutant {
  const lines = source.split('\n');
  const context = (lines[outcome.from.line - 1] ?? '').trim();
  const original = source.slice(offsetOf(lines, outcome.from), offsetOf(lines, outcome.to));
  return { ...outcome, file, context, original };
}

/** The file as it is with the mutant in it. */
export function mutated(source: string, { from, to, replacement }: Outcome): string {
  const lines = source.split('\n');
  return source.slice(0, offsetOf(lines, from)) + replacement + source.slice(offsetOf(lines, to));
}
