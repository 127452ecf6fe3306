import { expect, it } from 'vitest';
import { walkEverySequence } from './every-sequence.js';
import { ground, narrowGround } from './ground.js';

// A thousand million sequences, which lead to some hundred thousand different places.
it('every sequence of up to six commands and waits does what the specification says', () => {
  const { places, steps, answers } = walkEverySequence(narrowGround, 6);
  expect(narrowGround.letters.length ** 6).toBeGreaterThan(7e8);
  expect(places).toBeGreaterThan(100_000);
  expect(steps).toBeGreaterThan(500_000);
  expect(answers.size).toBe(59);
});

it('every sequence of up to four does, with all that users and staff may say of any command', () => {
  expect(walkEverySequence(ground, 4).answers.size).toBe(59);
});
