import { describe, expect, it } from 'vitest';
import { isAlive } from '../../../src/domain/schedule/occupant.js';
import { peak } from '../../../src/domain/schedule/occupancy.js';
import { at, daysWith, emptyDay, held, MINUTE, NOW, TOMORROW } from '../builders.js';

const hour = { from: at('10:00'), to: at('11:00') };
const hold = (expiresAt: number) => ({ bookingId: 'b', units: 2, expiresAt });

describe('the most units taken at any instant', () => {
  it('is none where only a lapsed hold is', () => {
    expect(peak([{ ...hour, confirmedUnits: 0, holds: [hold(NOW)] }], hour, NOW)).toBe(0);
    expect(peak([{ ...hour, confirmedUnits: 0, holds: [hold(NOW + 1)] }], hour, NOW)).toBe(2);
  });

  it('is none where the claims only touch', () => {
    const before = { from: at('09:00'), to: at('10:00'), confirmedUnits: 3, holds: [] };
    const after = { from: at('11:00'), to: at('12:00'), confirmedUnits: 3, holds: [] };
    expect(peak([before, after], hour, NOW)).toBe(0);
  });
});

describe('a hold over midnight', () => {
  const midnight = held({ startsAt: at('23:30'), endsAt: at('00:30', TOMORROW), holdExpiresAt: NOW + MINUTE });
  const occupant = { bookingId: midnight.bookingId, claim: midnight.claim, expiresAt: midnight.holdExpiresAt };

  it('is alive while both its days have it', () => {
    expect(isAlive(daysWith(midnight), occupant, NOW)).toBe(true);
  });

  it('is not alive when one of them lost it, or was never read', () => {
    const [today = emptyDay()] = daysWith(midnight);
    expect(isAlive([today, emptyDay(TOMORROW)], occupant, NOW)).toBe(false);
    expect(isAlive([today], occupant, NOW)).toBe(false);
  });
});
