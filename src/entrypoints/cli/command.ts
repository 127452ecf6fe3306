/** Lines for people and for programs; and what there is to complain of. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** 0: as it should be. 1: it is not, and the output says how. 2: that cannot be told. */
export type ExitCode = 0 | 1 | 2;

/** Options as they were given, those that were left out included. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  /** Behind the command's name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, { readonly type: 'string' } | { readonly type: 'boolean' }>>;
  run(given: Given, output: Output): Promise<ExitCode>;
}

/** What was typed makes no sense. Its message is one line, made to be read by whoever typed it. */
export class BadUsage extends Error {}

/** @throws BadUsage when it was left out. */
export function required(given: Given, name: string): string {
  const value = given[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new BadUsage(`--${name} is missing`);
}
