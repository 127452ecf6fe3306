import { iso } from '../../unit/builders.js';
import type { DayClaim, ServiceDay } from '../../../src/domain/schedule/service-day.js';
import type { Committed } from '../history.js';

/** What these bookings take, each within one day. */
export function daysOf(commits: readonly Committed[]): readonly ServiceDay[] {
  const days = new Map<string, DayClaim[]>();
  for (const { event, claim } of commits) {
    const { booking } = event;
    if (booking.status === 'cancelled' || booking.status === 'expired') continue;
    const day = iso(claim.from).slice(0, 10);
    const claims = days.get(day) ?? [];
    days.set(day, claims);
    const place = claims.findIndex(({ from, to }) => from === claim.from && to === claim.to);
    const [old] = place < 0 ? [] : claims.splice(place, 1);
    const { confirmedUnits, holds } = old ?? { confirmedUnits: 0, holds: [] };
    const isHeld = booking.status === 'held';
    claims.push({
      from: claim.from,
      to: claim.to,
      confirmedUnits: confirmedUnits + (isHeld ? 0 : claim.units),
      holds: isHeld
        ? [...holds, { bookingId: booking.bookingId, units: claim.units, expiresAt: Date.parse(booking.holdExpiresAt) }]
        : holds,
    });
  }
  return [...days].map(([day, claims]) => ({ serviceId: 'chair', day, version: 1, claims }));
}
