import { describe, expect, it } from 'vitest';
import { complete, markNoShow } from '../../../src/domain/booking/close.js';
import { at, B1, changeOf, completed, confirmed, decide, iso, noShow, refusalOf, staff } from '../builders.js';

const not_started = { kind: 'not_started', dateTime: iso(at('10:00')) };

describe.each([
  ['completed', (now: number) => decide(complete, confirmed(), B1, { now, actor: staff })],
  ['no_show', (now: number) => decide(markNoShow, confirmed(), B1, { now, actor: staff })],
])('a booking becomes %s', (status, closedAt) => {
  it('from the instant of its start on, not a millisecond before', () => {
    expect(changeOf(closedAt(at('10:00'))).state.status).toBe(status);
    expect(refusalOf(closedAt(at('10:00') - 1))).toEqual(not_started);
  });
});

describe('what took place', () => {
  const world = { now: at('12:00'), actor: staff };
  it('keeps its claim and writes no service day', () => {
    const mine = confirmed({ before: 10 });
    for (const verdict of [decide(complete, mine, B1, world), decide(markNoShow, mine, B1, world)]) {
      expect(changeOf(verdict).days).toEqual([]);
      expect(changeOf(verdict).state.claim).toEqual(mine.claim);
    }
  });
  it('is corrected from one to the other, and back', () => {
    const corrected = changeOf(decide(markNoShow, completed(), B1, world)).state;
    expect(corrected).toMatchObject({ status: 'no_show', version: 2 });
    expect(changeOf(decide(complete, corrected, B1, world)).state).toMatchObject({ status: 'completed', version: 3 });
    expect(changeOf(decide(complete, noShow(), B1, world)).event?.type).toBe('BookingCompleted');
  });
});
