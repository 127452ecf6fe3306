import { describe, expect, it } from 'vitest';
import { update } from '../../../src/domain/booking/change.js';
import type { BookingDetails } from '../../../src/domain/booking/details.js';
import { at, B1, changeOf, confirmed, decide, held, HOUR, NOW, refusalOf, service } from '../builders.js';

const pairs = (count: number, prefix = 'k'): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, 'v']));

describe('writing on a booking', () => {
  it('touches no service day and keeps slot, claim and confirmation', () => {
    const mine = confirmed({ before: 10 });
    const { state, event, days } = changeOf(decide(update, mine, { ...B1, notes: 'x' }, { days: [] }));
    expect(state).toEqual({ ...mine, notes: 'x', version: 2, updatedAt: NOW });
    expect(event?.type).toBe('BookingUpdated');
    expect(event).not.toHaveProperty('previous');
    expect(days).toEqual([]);
  });
  it('is free of every rule of time and of the service being bookable', () => {
    const world = {
      now: at('10:30'),
      service: service({ cancellationNoticeMinutes: 600, minNoticeMinutes: 600 }),
      bookable: false,
    };
    expect(changeOf(decide(update, confirmed(), { ...B1, notes: 'x' }, world)).state.notes).toBe('x');
  });
  it('keeps the expiry of a hold', () => {
    const hold = held();
    const { state } = changeOf(decide(update, hold, { ...B1, notes: 'x' }));
    expect(state).toMatchObject({ status: 'held', holdExpiresAt: hold.holdExpiresAt });
  });
  it('goes along with a move in one version, one event', () => {
    const { state, event } = changeOf(decide(update, confirmed(), { ...B1, notes: 'x', dateTime: at('14:00') }));
    expect(state).toMatchObject({ notes: 'x', startsAt: at('14:00'), version: 2 });
    expect(event?.type).toBe('BookingRescheduled');
  });
  it('changes nothing of a move that is refused', () => {
    const verdict = decide(update, confirmed(), { ...B1, notes: 'x', dateTime: NOW - HOUR });
    expect(refusalOf(verdict)).toEqual({ kind: 'in_the_past' });
  });
});

describe('a merge patch', () => {
  const noted = confirmed({ notes: 'old', metadata: { order: '17', seat: 'A' } });
  const patched = (patch: object): BookingDetails => {
    const { state } = changeOf(decide(update, noted, { ...B1, ...patch }));
    return {
      ...('notes' in state && { notes: state.notes }),
      ...('metadata' in state && { metadata: state.metadata }),
    };
  };
  it.each([
    ['replaces notes', { notes: 'new' }, { notes: 'new', metadata: { order: '17', seat: 'A' } }],
    ['clears notes', { notes: null }, { metadata: { order: '17', seat: 'A' } }],
    ['tells empty notes from none', { notes: '' }, { notes: '', metadata: { order: '17', seat: 'A' } }],
    ['adds a pair', { metadata: { floor: '3' } }, { notes: 'old', metadata: { order: '17', seat: 'A', floor: '3' } }],
    ['replaces a pair', { metadata: { seat: 'B' } }, { notes: 'old', metadata: { order: '17', seat: 'B' } }],
    ['clears a pair', { metadata: { seat: null } }, { notes: 'old', metadata: { order: '17' } }],
    ['clears the last pair and with it the metadata', { metadata: { seat: null, order: null } }, { notes: 'old' }],
  ])('%s', (_, patch, expected) => {
    expect(patched(patch)).toEqual(expected);
  });

  it.each([
    ['of nothing new', { notes: 'old', metadata: { seat: 'A' } }],
    ['that clears what is not there', { metadata: { unknown: null } }],
    ['of no pairs', { metadata: {} }],
    ['of the slot as it is', { dateTime: at('10:00'), durationMinutes: 60, units: 1 }],
  ])('%s changes nothing', (_, patch) => {
    expect(changeOf(decide(update, noted, { ...B1, ...patch }))).toEqual({ state: noted, days: [] });
  });
  it('of notes leaves empty metadata what they are', () => {
    const empty = confirmed({ metadata: {} });
    expect(changeOf(decide(update, empty, { ...B1, notes: 'x' })).state).toMatchObject({ notes: 'x', metadata: {} });
  });
  it('takes keys that every object inherits for what they are', () => {
    const { state } = changeOf(decide(update, confirmed(), { ...B1, metadata: { constructor: 'x', toString: 'y' } }));
    expect(state.metadata).toEqual({ constructor: 'x', toString: 'y' });
    expect(
      changeOf(decide(update, confirmed({ metadata: { a: '1' } }), { ...B1, metadata: { toString: null } })).event,
    ).toBeUndefined();
  });

  it('may fill the metadata up to its twenty pairs', () => {
    const full = confirmed({ metadata: pairs(19) });
    expect(
      Object.keys(changeOf(decide(update, full, { ...B1, metadata: { one: 'more' } })).state.metadata ?? {}),
    ).toHaveLength(20);
  });
  it('is refused when the merged pairs are too many', () => {
    const refusal = { kind: 'invalid_request', issues: [{ path: 'metadata', rule: 'too_many' }] };
    const full = confirmed({ metadata: pairs(20) });
    expect(refusalOf(decide(update, full, { ...B1, metadata: { one: 'more' } }))).toEqual(refusal);
  });
  it('may exchange all twenty for twenty others', () => {
    const full = confirmed({ metadata: pairs(20) });
    const cleared = Object.fromEntries(Object.keys(pairs(20)).map((key) => [key, null]));
    const { state } = changeOf(decide(update, full, { ...B1, metadata: { ...cleared, ...pairs(20, 'n') } }));
    expect(state.metadata).toEqual(pairs(20, 'n'));
  });
});
