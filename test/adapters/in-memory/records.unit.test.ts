import { describe, expect, it } from 'vitest';
import type { IdempotencyRecord } from '../../../src/domain/idempotency/record.js';
import { rememberedRecords } from '../../../src/adapters/in-memory/records.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const recordAt = (now: number, scope: string): IdempotencyRecord => ({
  scope,
  fingerprint: 'f',
  requestId: `request of ${scope}`,
  answer: { refusal: { kind: 'in_the_past' } },
  expiresAt: now + DAY,
});

describe('the records of a store that runs for a long time', () => {
  const records = rememberedRecords();
  const scopes: string[] = [];
  for (let hour = 0; hour < 24 * 10; hour += 1) {
    records.passed(hour * HOUR);
    records.put(recordAt(hour * HOUR, `hour ${hour}`));
    scopes.push(`hour ${hour}`);
  }
  const kept = scopes.filter((scope) => records.get(scope) !== undefined);

  it('keeps every record that can still be asked for', () => {
    expect(kept).toEqual(expect.arrayContaining(scopes.slice(-25)));
  });
  it('keeps no more than those of about two lifetimes', () => {
    expect(kept.length).toBeLessThanOrEqual(2 * 25 + 1);
  });
});

describe('a record that was replaced', () => {
  it('is answered with its successor, also across a change of generation', () => {
    const records = rememberedRecords();
    records.put(recordAt(0, 'a'));
    records.passed(2 * DAY);
    const successor = { ...recordAt(2 * DAY, 'a'), requestId: 'successor' };
    records.put(successor);
    expect(records.get('a')).toBe(successor);
  });
});

describe('records while the clock stands still', () => {
  it('are all kept', () => {
    const records = rememberedRecords();
    const scopes = Array.from({ length: 1000 }, (_, i) => `key ${i}`);
    for (const scope of scopes) records.put(recordAt(0, scope));
    expect(scopes.every((scope) => records.get(scope) !== undefined)).toBe(true);
  });
});
