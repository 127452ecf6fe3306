import { expect, it } from 'vitest';
import { deployment } from '../../../scripts/aws-local/template.ts';

it('a mapping repeats without a count, until a record is 23 hours old', () => {
  expect(deployment().mapping).toMatchObject({ mostRetries: Number.POSITIVE_INFINITY, mostAgeMs: 23 * 3_600_000 });
});
