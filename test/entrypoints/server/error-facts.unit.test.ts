import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { errors } from 'jose';
import { describe, expect, it } from 'vitest';
import { UnreadableItem } from '../../../src/adapters/dynamodb/unreadable-item.js';
import { CorruptServiceDay } from '../../../src/domain/use-cases/attempt/corrupt-service-day.js';
import { errorFacts } from '../../../src/entrypoints/express/server/error-facts.js';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the words of an error', () => {
  it.each<[string, unknown, object]>([
    ['of the system', thrownBy(() => readFileSync('/no/such/file')), { code: 'ENOENT', message: /no such file/ }],
    ['of SQLite', thrownBy(() => new DatabaseSync(':memory:').exec('SELECT * FROM x')), { errcode: 1, message: /no such table/ }],
    ['about keys', new errors.JWKSTimeout(), { code: 'ERR_JWKS_TIMEOUT', message: /timed out/ }],
    [
      'about an item in DynamoDB that cannot be read',
      new UnreadableItem({ pk: 'DAY#room#2026-12-01', sk: 'DAY' }, 'holds no JSON in claims'),
      { code: 'UNREADABLE_ITEM', message: /DAY#room#2026-12-01 \/ DAY holds no JSON in claims/ },
    ],
    ['about stored data that contradicts itself', new CorruptServiceDay('b-1', '2026-12-01'), { message: /b-1/ }],
  ])('are told if they are %s', (_, error, facts) => {
    const { message: words, ...rest } = { message: /./, ...facts };
    expect(errorFacts(error)).toMatchObject({ ...rest, message: expect.stringMatching(words) });
  });

  it.each<[string, unknown]>([
    ['that could not be parsed', thrownBy(() => JSON.parse('{"notes":secret}'))],
    ['that is no address', thrownBy(() => new URL('secret'))],
    ['of a wrong type', thrownBy(() => Buffer.alloc(1).toString(JSON.parse('"secret"')))],
    ['of another program', new Error('secret', { cause: new Error('secret', { cause: 'secret' }) })],
    ['with facts of its own', Object.assign(new TypeError('x'), { booking: 'secret' })],
    ['over several lines', new Error('one\n    secret of two\nthree')],
    ['that is no error', 'secret'],
    [
      'about an item whose key names a caller',
      new UnreadableItem({ pk: 'IDEMPOTENCY#secret#create#1', sk: 'IDEMPOTENCY' }, 'holds no text in answer'),
    ],
    ['about an item of another program', new UnreadableItem({ pk: 'secret', sk: 'secret' }, 'was not written by Holdfast')],
  ])('are not told if they may quote something %s', (_, error) => {
    expect(JSON.stringify(errorFacts(error))).not.toContain('secret');
  });
});

it('what kind it is and where it came from is always told, down its causes', () => {
  const facts = errorFacts(new TypeError('x', { cause: new RangeError('y') }));
  const here = expect.arrayContaining([expect.stringContaining('error-facts.unit.test')]);
  expect(facts).toMatchObject({ type: 'TypeError', at: here, cause: { type: 'RangeError', at: here } });
});

it('of causes that go round in circles there is an end', () => {
  const error = new Error('x');
  error.cause = error;
  expect(JSON.stringify(errorFacts(error)).match(/"type"/g)).toHaveLength(4);
});
