import { describe, expect, it } from 'vitest';
import type { IdempotencyRecord } from '../../../src/domain/idempotency/record.js';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { rememberedRecords } from '../../../src/adapters/in-memory/records.js';
import { confirmed } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const recordAt = (now: number, scope: string): IdempotencyRecord => ({
  scope,
  fingerprint: 'f',
  requestId: `request of ${scope}`,
  answer: { refusal: { kind: 'in_the_past' } },
  expiresAt: now + DAY,
});

describe('a store that runs for ten days and refuses five callers for each that it serves', async () => {
  const store = inMemoryStore();
  const scopes: string[] = [];
  for (let hour = 0; hour < 10 * 24; hour += 1) {
    const decidedAt = hour * HOUR;
    const answers = Array.from({ length: 6 }, (_, n) => recordAt(decidedAt, `hour ${hour}, caller ${n}`));
    for (const [n, put] of answers.entries()) {
      const served = n === 0 ? changeTo(confirmed({ bookingId: `b-${hour}` })) : { days: [] };
      await write(store, { ...served, record: { put }, decidedAt });
      scopes.push(put.scope);
    }
  }
  const isKept = async (scope: string) =>
    (await store.repository.load({ record: scope, days: [] }))._unsafeUnwrap().record !== undefined;
  const kept: string[] = [];
  for (const scope of scopes) if (await isKept(scope)) kept.push(scope);

  it('keeps every record that can still be asked for', () => {
    expect(kept).toEqual(expect.arrayContaining(scopes.slice(-6 * 25)));
  });
  it('keeps no more than those of about two lifetimes', () => {
    expect(kept.length).toBeLessThanOrEqual(6 * (2 * 25 + 1));
  });
});

describe('a store that refuses everybody', () => {
  it('forgets what is long over all the same', async () => {
    const { repository } = inMemoryStore();
    const refuse = async (scope: string, decidedAt: number) =>
      write({ repository }, { days: [], record: { put: recordAt(decidedAt, scope) }, decidedAt });
    await refuse('first', 0);
    for (let day = 1; day < 6; day += 1) await refuse(`day ${day}`, day * (DAY + HOUR));
    expect((await repository.load({ record: 'first', days: [] }))._unsafeUnwrap().record).toBeUndefined();
  });
});

describe('a record that was replaced', () => {
  it('is answered with its successor, also across a change of generation', () => {
    const records = rememberedRecords();
    records.put(recordAt(0, 'a'), 0);
    const successor = { ...recordAt(2 * DAY, 'a'), requestId: 'successor' };
    records.put(successor, 2 * DAY);
    expect(records.get('a')).toBe(successor);
  });
});

describe('records while the clock stands still', () => {
  it('are all kept', () => {
    const records = rememberedRecords();
    const scopes = Array.from({ length: 1000 }, (_, i) => `key ${i}`);
    for (const scope of scopes) records.put(recordAt(0, scope), 0);
    expect(scopes.every((scope) => records.get(scope) !== undefined)).toBe(true);
  });
});

describe('a record that has expired by the clock of one process', () => {
  it('is kept for an hour more, for those whose clocks are behind', () => {
    const records = rememberedRecords();
    const over = recordAt(0, 'over');
    records.put(over, 0);
    records.put(recordAt(HOUR, 'younger'), HOUR);

    records.put(recordAt(DAY, 'almost'), over.expiresAt + HOUR - 1);
    expect(records.get('over')).toBe(over);
    records.put(recordAt(DAY, 'now'), over.expiresAt + HOUR);
    expect(records.get('over')).toBeUndefined();
  });
});
