import { beforeAll, describe, expect, it } from 'vitest';
import { TRANSITIONS } from '../../src/domain/booking/transitions.js';
import { walkEverySequence } from './every-sequence.js';
import { narrowGround } from './ground.js';

const COMMANDS = ['confirm', 'change', 'cancel', 'complete', 'no_show', 'expire'];

describe('every sequence of up to four commands and waits', () => {
  let answers: ReadonlySet<string> = new Set();
  // Each step of it is held against the model.
  beforeAll(() => {
    ({ answers } = walkEverySequence(narrowGround, 4));
  });

  it('gives each command to a booking in each status', () => {
    const met = new Set([...answers].map((answer) => answer.split(':')[0]));
    const pairs = COMMANDS.flatMap((command) => Object.keys(TRANSITIONS).map((status) => `${command}, ${status}`));
    expect(pairs.filter((pair) => !met.has(pair))).toEqual([]);
  });
  it('gets every answer that the specification has for a command in a status', () => {
    expect(answers.size).toBe(59);
  });
});
