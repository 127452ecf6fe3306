import { describe, expect, it } from 'vitest';
import { availability } from '../../../src/domain/schedule/availability.js';
import { at, confirmed, daysWith, held, NOW, TOMORROW } from '../builders.js';

const today = { from: at('09:00'), to: at('13:00') };
const free = (from: string, to: string, unitsLeft: number) => ({ from: at(from), to: at(to), unitsLeft });

describe('availability', () => {
  it('is all of what is asked for when nothing is taken, over days never written to', () => {
    const asked = { from: at('09:00'), to: at('13:00', TOMORROW) };
    expect(availability([], asked, 2, 1, NOW)).toEqual([{ ...asked, unitsLeft: 2 }]);
  });
  it('shows how many units are left, in the longest intervals over which that stays', () => {
    const days = daysWith(confirmed(), confirmed({ bookingId: 'b-2', startsAt: at('10:30') }));
    expect(availability(days, today, 3, 1, NOW)).toEqual([
      free('09:00', '10:00', 3),
      free('10:00', '10:30', 2),
      free('10:30', '11:00', 1),
      free('11:00', '11:30', 2),
      free('11:30', '13:00', 3),
    ]);
  });
  it('joins neighbours that leave the same', () => {
    const days = daysWith(confirmed(), confirmed({ bookingId: 'b-2', startsAt: at('11:00') }));
    expect(availability(days, today, 2, 1, NOW)).toEqual([
      free('09:00', '10:00', 2),
      free('10:00', '12:00', 1),
      free('12:00', '13:00', 2),
    ]);
  });
  it('leaves out what has fewer units than asked for', () => {
    const days = daysWith(confirmed());
    expect(availability(days, today, 2, 2, NOW)).toEqual([free('09:00', '10:00', 2), free('11:00', '13:00', 2)]);
    expect(availability(days, today, 2, 3, NOW)).toEqual([]);
  });
  it('is cut to what is asked for', () => {
    const asked = { from: at('10:15'), to: at('10:45') };
    expect(availability(daysWith(confirmed()), asked, 2, 1, NOW)).toEqual([{ ...asked, unitsLeft: 1 }]);
    expect(availability(daysWith(confirmed()), asked, 1, 1, NOW)).toEqual([]);
  });
  it('counts buffers as taken', () => {
    const days = daysWith(confirmed({ before: 15, after: 30 }));
    expect(availability(days, today, 1, 1, NOW)).toEqual([free('09:00', '09:45', 1), free('11:30', '13:00', 1)]);
  });
  it('counts holds until they expire', () => {
    const days = daysWith(held({ holdExpiresAt: NOW + 1 }));
    expect(availability(days, today, 1, 1, NOW)).toHaveLength(2);
    expect(availability(days, today, 1, 1, NOW + 1)).toEqual([{ ...today, unitsLeft: 1 }]);
  });
  it('is none where more is taken than there is by now', () => {
    const days = daysWith(confirmed({ units: 5 }));
    expect(availability(days, today, 3, 1, NOW)).toEqual([free('09:00', '10:00', 3), free('11:00', '13:00', 3)]);
  });
  it('runs on over midnight', () => {
    const days = daysWith(confirmed({ startsAt: at('23:30'), endsAt: at('00:30', TOMORROW) }));
    const asked = { from: at('22:00'), to: at('02:00', TOMORROW) };
    expect(availability(days, asked, 2, 1, NOW)).toEqual([
      free('22:00', '23:30', 2),
      { from: at('23:30'), to: at('00:30', TOMORROW), unitsLeft: 1 },
      { from: at('00:30', TOMORROW), to: at('02:00', TOMORROW), unitsLeft: 2 },
    ]);
  });
});

describe('the gap between two bookings', () => {
  it('is the buffer after the first and the buffer before the second', () => {
    const days = daysWith(confirmed({ before: 5, after: 10 }));
    const left = availability(days, { from: at('11:00'), to: at('12:00') }, 1, 1, NOW);
    expect(left).toEqual([free('11:10', '12:00', 1)]);
  });
});
