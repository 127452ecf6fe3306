import fc from 'fast-check';
import { describe, it } from 'vitest';
import { toInstant, toUtcDate } from '../../src/domain/schedule/utc.js';

const instant = fc.integer({ min: Date.parse('0000-01-01T00:00:00.000Z'), max: Date.parse('9999-12-31T23:59:59.999Z') });

describe('an instant in words', () => {
  it('is what the platform writes, in every year of four digits', () => {
    fc.assert(fc.property(instant, (at) => toInstant(at) === new Date(at).toISOString()));
  });
  it('falls on the date that it begins with', () => {
    fc.assert(fc.property(instant, (at) => toInstant(at).startsWith(`${toUtcDate(at)}T`)));
  });
});
