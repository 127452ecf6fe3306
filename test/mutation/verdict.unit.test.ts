import { describe, expect, it } from 'vitest';
import { mutated, type Mutant, placed } from '../../scripts/mutation/mutant.ts';
import { type Equivalent, verdictOn } from '../../scripts/mutation/verdict.ts';

const SOURCE = 'const a = 1;\nconst isFree = (units) =>\n  units < a;\n';

function mutant(status: string, more: Partial<Mutant> = {}): Mutant {
  const from = { line: 3, column: 3 };
  const to = { line: 3, column: 12 };
  const outcome = { from, to, mutator: 'EqualityOperator', replacement: 'units <= a', status, testsCompleted: 3 };
  return { ...placed('src/room/free.ts', SOURCE, outcome), ...more };
}
const listed = (survivor = mutant('Survived')): Equivalent => {
  const { file, mutator, context, original, replacement } = survivor;
  return { file, mutator, context, original, replacement, why: 'a test cannot see it' };
};
const demand = (percent: number) => [{ room: 'src/room', percent }];
const judged = (mutants: readonly Mutant[], equivalents: readonly Equivalent[] = [], percent = 100) =>
  verdictOn(mutants, equivalents, demand(percent), () => true);

describe('a mutant', () => {
  it('is told by its text and the line it stands on', () => {
    expect(mutant('Killed')).toMatchObject({ file: 'src/room/free.ts', context: 'units < a;', original: 'units < a' });
  });

  it('over several lines is told by all of them', () => {
    const whole = { from: { line: 2, column: 16 }, to: { line: 3, column: 12 } };
    expect(placed('src/room/free.ts', SOURCE, mutant('Killed', whole)).original).toBe('(units) =>\n  units < a');
  });

  it('is put where it was', () => {
    expect(mutated(SOURCE, mutant('Killed'))).toBe('const a = 1;\nconst isFree = (units) =>\n  units <= a;\n');
  });
});

describe('a run', () => {
  it.each(['Killed', 'Timeout'])('passes when every mutant is %s', (status) => {
    expect(judged([mutant(status)])).toMatchObject({ passed: true, scores: [{ killed: 1, mutants: 1, reached: 100 }] });
  });

  it.each(['Survived', 'NoCoverage'])('fails where one is %s and not on the list', (status) => {
    const verdict = judged([mutant('Killed'), mutant(status)]);
    expect(verdict).toMatchObject({ passed: false, scores: [{ killed: 1, mutants: 2, reached: 50 }] });
    expect(verdict.scores[0]?.survived).toHaveLength(1);
  });

  it('passes with survivors down to what is demanded', () => {
    const mutants = [...Array.from({ length: 19 }, () => mutant('Killed')), mutant('Survived')];
    expect(judged(mutants, [], 95).passed).toBe(true);
    expect(judged(mutants, [], 95.1).passed).toBe(false);
  });

  it('leaves out what is listed as equivalent, wherever in the file it stands by now', () => {
    const moved = mutant('Survived', { from: { line: 70, column: 3 } });
    expect(judged([mutant('Killed'), moved], [listed()])).toMatchObject({
      passed: true,
      scores: [{ mutants: 2, equivalent: 1, survived: [], reached: 100 }],
    });
  });

  it('excuses one survivor with each entry', () => {
    const twice = [mutant('Survived'), mutant('Survived')];
    expect(judged(twice, [listed()]).scores[0]).toMatchObject({ equivalent: 1, reached: 0 });
    expect(judged([...twice, mutant('Killed')], [listed(), listed()]).passed).toBe(true);
  });

  it('has not killed what was only slow', () => {
    expect(judged([mutant('Killed'), mutant('Timeout')], [listed()])).toMatchObject({
      passed: true,
      scores: [{ killed: 1, timedOut: 0, equivalent: 1 }],
    });
  });

  it.each([
    ['was killed', [mutant('Killed')]],
    ['is no longer there', [mutant('Killed', { replacement: 'true' })]],
  ])('fails when an equivalent mutant %s', (_, mutants) => {
    expect(judged(mutants, [listed()])).toMatchObject({ passed: false, stale: [listed()] });
  });

  it('asks nothing of entries in rooms that were not run', () => {
    const elsewhere = { ...listed(), file: 'src/roomier/free.ts' };
    expect(judged([mutant('Killed')], [elsewhere]).passed).toBe(true);
  });

  it('is broken when a survivor met no test', () => {
    const verdict = judged([mutant('Killed'), mutant('Survived', { testsCompleted: 0 })], [listed()]);
    expect(verdict.passed).toBe(false);
    expect(verdict.unjudged).toHaveLength(1);
  });

  it('does not count a survivor that the compiler refuses', () => {
    const verdict = verdictOn([mutant('Killed'), mutant('Survived')], [], demand(100), () => false);
    expect(verdict).toMatchObject({ passed: true, scores: [{ mutants: 1 }] });
  });

  it('over a room without mutants shows nothing', () => expect(judged([]).passed).toBe(false));
});
