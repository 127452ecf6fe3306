import type { Entry, History } from './history.js';

/** Every kind of entry that there is. */
export const KINDS = {
  call: true,
  answer: true,
  lost: true,
  service: true,
  commit: true,
  delivery: true,
  end: true,
} as const satisfies Record<Entry['entry'], true>;

/** A history as it is kept on disk: one entry a line. */
export const toLines = (history: History): string => history.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** @throws SyntaxError for a line that is no entry, with its number. */
export const fromLines = (text: string): History =>
  text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [entryIn(line, index + 1)]));

function entryIn(line: string, number: number): Entry {
  let entry: Entry;
  try {
    entry = JSON.parse(line);
  } catch (error) {
    throw new SyntaxError(`line ${number} is no JSON: ${line.slice(0, 60)}`, { cause: error });
  }
  // A kind that nobody knows would be judged as if it were not there.
  if (typeof entry === 'object' && Object.hasOwn(KINDS, entry?.entry)) return entry;
  throw new SyntaxError(`line ${number} is no entry; "entry" is one of ${Object.keys(KINDS).join(', ')}`);
}
