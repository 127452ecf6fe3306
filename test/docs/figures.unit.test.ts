import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withFigures } from '../../scripts/figures.js';

const page = readFileSync(new URL('../../docs/correctness.md', import.meta.url), 'utf8');

describe('the figures on the page about correctness', () => {
  it('are those that the last full runs recorded', () => {
    expect(page).toContain('<!-- figures: simulation -->');
    expect(withFigures(page)).toBe(page);
  });

  it('are put in by a script, between two marks and nowhere else', () => {
    const marked = 'before\n<!-- figures: some-proof -->\nold\n<!-- end of figures -->\nafter\n';
    const recorded = { on: '2030-01-01', figures: { seeds: 12_345, bug: 'found' } };
    expect(withFigures(marked, () => recorded)).toBe(
      'before\n<!-- figures: some-proof -->\nRun on 2030-01-01:\n\n| | |\n| --- | --- |\n| seeds | 12,345 |\n| bug | found |\n<!-- end of figures -->\nafter\n',
    );
  });

  it('of a proof that is run in parts stand in one table, with the day of each', () => {
    const recorded = {
      parts: {
        cellar: { on: '2030-01-01', figures: { mutants: 1_234, killed: 1_233 } },
        attic: { on: '2030-02-01', figures: { mutants: 5, killed: 5 } },
      },
    };
    expect(withFigures('<!-- figures: some-proof -->\n<!-- end of figures -->\n', () => recorded)).toBe(
      '<!-- figures: some-proof -->\n\n|  | run on | mutants | killed |\n| --- | --- | --- | --- |\n| cellar | 2030-01-01 | 1,234 | 1,233 |\n| attic | 2030-02-01 | 5 | 5 |\n<!-- end of figures -->\n',
    );
  });
});
