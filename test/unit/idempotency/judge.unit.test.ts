import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/domain/idempotency/fingerprint.js';
import { judge } from '../../../src/domain/idempotency/judge.js';
import type { IdempotencyRecord } from '../../../src/domain/idempotency/record.js';
import { NOW } from '../builders.js';

const digest = (text: string): string => Buffer.from(text).toString('hex');
const command = { bookingId: 'b-1' };
const record: IdempotencyRecord = {
  scope: 'ada#cancel#k',
  fingerprint: fingerprintOf(command, digest),
  requestId: 'r-1',
  answer: { refusal: { kind: 'in_the_past' } },
  expiresAt: NOW + 1,
};
const judged = (given: Partial<IdempotencyRecord> | undefined, sent: unknown = command, requestId = 'r-2', now = NOW) =>
  judge(given && { ...record, ...given }, { command: sent, requestId }, now, digest);

describe('a request with a key', () => {
  it('that nobody sent before is fresh', () => {
    expect(judged(undefined)).toEqual({ verdict: 'fresh' });
  });
  it('sent again is answered as the first time, refusals included', () => {
    expect(judged({})).toEqual({ verdict: 'replay', answer: record.answer, replayed: true });
  });
  it('that finds its own record was answered, and knows it: nothing is replayed', () => {
    expect(judged({}, command, 'r-1')).toEqual({ verdict: 'replay', answer: record.answer, replayed: false });
  });
  it('with another command is a mismatch, even as the same request', () => {
    expect(judged({}, { bookingId: 'b-2' })).toEqual({ verdict: 'mismatch' });
    expect(judged({}, { bookingId: 'b-2' }, 'r-1')).toEqual({ verdict: 'mismatch' });
  });
  it('is a mismatch with a record of a form that is not known', () => {
    expect(judged({ fingerprint: record.fingerprint.replace('v1', 'v9') })).toEqual({ verdict: 'mismatch' });
  });
});

describe('a record', () => {
  it('lives until the instant it expires, and is as good as none from then on', () => {
    expect(judged({ expiresAt: NOW + 1 }).verdict).toBe('replay');
    expect(judged({ expiresAt: NOW }).verdict).toBe('fresh');
    expect(judged({ expiresAt: NOW }, { bookingId: 'b-2' }).verdict).toBe('fresh');
  });
});
