import { describe, expect, it } from 'vitest';
import { fits } from '../../../scripts/aws-local/stream/filter.ts';

const RECORD = { eventName: 'INSERT', dynamodb: { Keys: { sk: { S: 'BOOKING' } }, SizeBytes: 3 } };

describe('the pattern of a filter', () => {
  it.each([
    ['has the value among its alternatives', { eventName: ['MODIFY', 'INSERT'] }, true],
    ['has it not', { eventName: ['MODIFY', 'REMOVE'] }, false],
    ['looks into what is inside', { dynamodb: { Keys: { sk: { S: ['BOOKING'] } } } }, true],
    ['wants another value inside', { dynamodb: { Keys: { sk: { S: ['EVENT'] } } } }, false],
    ['wants all of its fields', { eventName: ['INSERT'], dynamodb: { SizeBytes: [4] } }, false],
    ['wants a field that is not there', { userIdentity: { type: ['Service'] } }, false],
    ['wants a beginning', { dynamodb: { Keys: { sk: { S: [{ prefix: 'BOOK' }] } } } }, true],
    ['wants another beginning', { dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }] } } } }, false],
    ['wants that a field is missing', { userIdentity: [{ exists: false }] }, true],
    ['is empty', {}, true],
  ])('that %s', (_, pattern, expected) => {
    expect(fits(pattern, RECORD)).toBe(expected);
  });

  it('with a condition that is not known here is not guessed at', () => {
    expect(() => fits({ eventName: [{ suffix: 'T' }] }, RECORD)).toThrow('no such condition here: {"suffix":"T"}');
  });
});
