import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/adapters/redis/redis-errors.js';

/** As a client gives what Redis answers. */
const reply = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });

const BEFORE_7 = 'ERR Error running script (call to f_0c5e): @user_script:8: @user_script: 8: -';

describe('a command in a script', () => {
  it.each([
    ['READONLY', "READONLY You can't write against a read only replica. script: 0c5e, on @user_script:8."],
    ['READONLY', `${BEFORE_7}READONLY You can't write against a read only replica.`],
    ['OOM', `${BEFORE_7}OOM command not allowed when used memory > 'maxmemory'.`],
    ['WRONGTYPE', `${BEFORE_7}WRONGTYPE Operation against a key holding the wrong kind of value`],
  ])('that Redis refuses is refused by Redis’ own word, %s, whichever release it is: %s', (word, message) => {
    expect(failureOf(reply(message)).code).toBe(`REDIS_${word}`);
  });

  it.each([
    'ERR Error running script (call to f_0c5e): @user_script:3: user_script:3: attempt to compare nil with number',
    `${BEFORE_7}ERR wrong number of arguments for 'set' command`,
    'ERR wrong number of arguments for \'set\' command script: 0c5e, on @user_script:8.',
    'ERR Error compiling script (new function): user_script:1: unexpected symbol',
  ])('that makes no sense is a bug, and stays one: %s', (message) => {
    const bug = reply(message);
    expect(() => failureOf(bug)).toThrow(bug);
  });
});
