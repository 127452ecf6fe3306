import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../../src/entrypoints/lambda/functions/json-lines.js';

function printed(facts: object, message = 'said', level: 'warn' | 'error' = 'warn'): unknown {
  const lines: string[] = [];
  jsonLines((line) => lines.push(line))[level](facts, message);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]+\n$/);
  return JSON.parse(lines[0] ?? '');
}

describe('what a deployed function logs is one JSON object in a line of its own', () => {
  it('with when, how bad, what, and the facts', () => {
    expect(printed({ eventId: 'b:1', parked: true }, 'event not\nnotified')).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'WARN',
      message: 'event not\nnotified',
      facts: { eventId: 'b:1', parked: true },
    });
    expect(printed({}, 'bug', 'error')).toMatchObject({ level: 'ERROR', facts: {} });
  });

  it('an error with its name, words, stack, code and cause', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'ECONNRESET' });
    expect(printed({ error: new Error('outer', { cause }) })).toMatchObject({
      facts: {
        error: {
          name: 'Error',
          message: 'outer',
          stack: expect.stringContaining('json-lines'),
          cause: { name: 'TypeError', message: 'inner', code: 'ECONNRESET' },
        },
      },
    });
  });

  it('also when its facts cannot be told as JSON', () => {
    const round: { self?: unknown } = {};
    round.self = round;
    const unprintable = { toJSON: (): never => { throw new Error('no'); } };
    for (const facts of [round, { n: 1n }, unprintable]) {
      expect(printed(facts)).toMatchObject({ level: 'WARN', message: 'said' });
    }
  });
});
