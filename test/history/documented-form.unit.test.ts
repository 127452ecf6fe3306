import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/blocks.js';
import { checkHistory } from './check-history.js';
import type { Entry, History } from './history.js';
import { fromLines, KINDS, toLines } from './lines.js';

const document = readFileSync(new URL('../../docs/histories.md', import.meta.url), 'utf8');
const history: History = blocksOf('histories.md', document)
  .filter(({ language }) => language === 'json')
  .map(({ code }): Entry => JSON.parse(code));

describe('the history in the documentation', () => {
  it('shows every kind of entry', () => {
    expect([...new Set(history.map(({ entry }) => entry))].toSorted()).toEqual(Object.keys(KINDS).toSorted());
  });

  it('is one in which all is well', () => expect(checkHistory(history)).toEqual([]));

  it('is judged by each of its entries: without any one of them something is wrong', () => {
    const missing = (left: Entry): readonly number[] => {
      const rest = history.filter((entry) => entry !== left);
      return [...new Set(checkHistory(rest).map(({ invariant }) => invariant))];
    };
    const judged = history.filter(({ entry }) => entry !== 'end' && entry !== 'service');
    expect(judged.map((entry) => [entry.entry, missing(entry)])).toEqual([
      ['call', [3, 13]],
      ['commit', [2, 5, 7, 8]],
      ['lost', [13]],
      ['call', [13]],
      ['answer', [13]],
      ['delivery', [8]],
    ]);
  });

  it('is the same after it was on disk', () => expect(fromLines(toLines(history))).toEqual(history));

  it('is read line by line, and a line that is no entry is named', () => {
    expect(() => fromLines(`${toLines(history)}{"entry":"cal`)).toThrow(`line ${history.length + 1} is no JSON: {"entry":"cal`);
    for (const line of ['{"entry":"comit"}', '{}', 'null', '7', '{"entry":"toString"}']) {
      expect(() => fromLines(`\n${line}\n`)).toThrow('line 2 is no entry; "entry" is one of call, ');
    }
  });

  it('has an end', () => {
    const endless = history.filter(({ entry }) => entry !== 'end');
    expect(() => checkHistory(endless)).toThrow('a history needs its "end" entry');
  });
});
