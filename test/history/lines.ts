import type { Entry, History } from './history.js';

/** A history as it is kept on disk: one entry a line. */
export const toLines = (history: History): string => history.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** @throws SyntaxError for a line that is no JSON. */
export const fromLines = (text: string): History =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Entry => JSON.parse(line));
