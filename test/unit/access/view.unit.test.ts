import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/access/actor.js';
import { bookingSeenBy, eventSeenBy } from '../../../src/domain/access/view.js';
import { cancel } from '../../../src/domain/booking/cancel.js';
import { confirm } from '../../../src/domain/booking/confirm.js';
import { expire } from '../../../src/domain/booking/expire.js';
import { toBooking } from '../../../src/domain/booking/publish.js';
import type { Verdict } from '../../../src/domain/booking/decision.js';
import { B1, cancelled, changeOf, confirmed, decide, held, NOW, staff, system, user } from '../builders.js';

const eventOf = (verdict: Verdict) => {
  const { event } = changeOf(verdict);
  if (!event) throw new Error('no event');
  return event;
};
const mine = toBooking(cancelled({ cancelledBy: 'ada' }));
const theirs = toBooking(cancelled({ cancelledBy: 'desk', cancelReason: 'closed' }));

describe('a cancelled booking', () => {
  it('shows its user the role of the staff who cancelled it, not the subject', () => {
    expect(bookingSeenBy(user(), theirs)).toEqual({ ...theirs, cancelledBy: 'staff' });
  });
  it('shows its user that it was they', () => {
    expect(bookingSeenBy(user(), mine)).toEqual(mine);
  });
  it.each([staff, system, { subject: 'ada', roles: ['user', 'staff'] } satisfies Actor])(
    'shows %o the subject',
    (viewer) => {
      expect(bookingSeenBy(viewer, theirs)).toEqual(theirs);
    },
  );
  it('is not itself changed by being looked at', () => {
    bookingSeenBy(user(), theirs);
    expect(theirs.cancelledBy).toBe('desk');
  });
});

describe('a booking in any other status', () => {
  it('looks the same to everyone', () => {
    const booking = toBooking(confirmed());
    for (const viewer of [user(), staff, system]) expect(bookingSeenBy(viewer, booking)).toEqual(booking);
  });
});

describe('an event', () => {
  const byStaff = eventOf(decide(cancel, confirmed(), B1, { actor: staff }));
  const byUser = eventOf(decide(cancel, confirmed(), B1));
  const bySystem = eventOf(decide(expire, held({ holdExpiresAt: NOW }), B1, { actor: system }));
  const confirmedByStaff = eventOf(decide(confirm, held(), B1, { actor: staff }));

  it('shows users that staff acted, not who, in the event and in its booking', () => {
    const seen = eventSeenBy(user(), byStaff);
    expect(seen).toMatchObject({ actor: { subject: 'staff', roles: ['staff'] }, booking: { cancelledBy: 'staff' } });
    expect(JSON.stringify(seen)).not.toContain('desk');
    expect(JSON.stringify(eventSeenBy(user(), confirmedByStaff))).not.toContain('desk');
  });
  it('shows users what they did themselves', () => {
    expect(eventSeenBy(user(), byUser)).toEqual(byUser);
  });
  it('shows users what the system did', () => {
    expect(eventSeenBy(user(), bySystem).actor).toEqual({ subject: 'system', roles: ['system'] });
  });
  it('shows staff and the system everything', () => {
    for (const event of [byStaff, byUser, bySystem]) {
      expect(eventSeenBy(staff, event)).toEqual(event);
      expect(eventSeenBy(system, event)).toEqual(event);
    }
  });
});
