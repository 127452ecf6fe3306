import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { reschedule, update } from '../../../src/domain/booking/change.js';
import { complete, markNoShow } from '../../../src/domain/booking/close.js';
import { confirm } from '../../../src/domain/booking/confirm.js';
import { expire } from '../../../src/domain/booking/expire.js';
import { at, B1, changeOf, confirmed, decide, held, HOUR, iso, NOW, staff } from '../builders.js';

describe('under a clock that steps back', () => {
  const updatedAt = NOW + HOUR;
  const booked = confirmed({ updatedAt });
  const hold = held({ updatedAt, holdExpiresAt: NOW + 2 * HOUR });
  const begun = confirmed({ updatedAt: at('12:00') });
  const lapsed = held({ updatedAt, holdExpiresAt: NOW });
  const closing = { now: at('11:00'), actor: staff };

  it.each([
    ['confirm', () => decide(confirm, hold, B1), updatedAt, 'confirmedAt'],
    ['update', () => decide(update, booked, { ...B1, notes: 'x' }), updatedAt, 'updatedAt'],
    ['reschedule', () => decide(reschedule, booked, { ...B1, dateTime: at('14:00') }), updatedAt, 'updatedAt'],
    ['cancel', () => decide(cancel, booked, B1), updatedAt, 'cancelledAt'],
    ['complete', () => decide(complete, begun, B1, closing), at('12:00'), 'completedAt'],
    ['mark no-show', () => decide(markNoShow, begun, B1, closing), at('12:00'), 'noShowAt'],
    ['expire', () => decide(expire, lapsed, B1), updatedAt, 'updatedAt'],
  ])('%s never happens before what happened already', (_, decided, expected, field) => {
    const { state, event } = changeOf(decided());
    expect(state.updatedAt).toBe(expected);
    expect(state).toHaveProperty(field, expected);
    expect(event?.occurredAt).toBe(iso(expected));
  });
});

describe('under a clock that goes on', () => {
  it('a command happens when it is decided', () => {
    expect(changeOf(decide(cancel, confirmed(), B1)).event?.occurredAt).toBe(iso(NOW));
  });
});
