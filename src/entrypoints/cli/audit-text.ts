import type { AuditReport } from '../../domain/use-cases/audit/audit-service-days.js';
import type { DayDifference } from '../../domain/use-cases/audit/differences.js';
import { many } from './words.js';

const MOST_IDS = 10;

function idsIn({ bookingIds }: DayDifference): string {
  if (bookingIds.length === 0) return 'no booking';
  const rest = bookingIds.length - MOST_IDS;
  return bookingIds.slice(0, MOST_IDS).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function line(difference: DayDifference): string {
  const { kind, serviceId, day, from, to, inDay, byBookings } = difference;
  const what =
    kind === 'units'
      ? `confirmed units: ${inDay} in the day, ${byBookings} by its bookings (${idsIn(difference)})`
      : `hold of ${difference.bookingId}, units ${difference.units}, until ${difference.expiresAt}: ` +
        `${inDay} in the day, ${byBookings} by its booking`;
  return `differs: ${serviceId} ${day}, ${from} to ${to}, ${what}`;
}

/** The report in lines, the verdict last. */
export function textOf({ services, days, bookings, differences, unsettled }: AuditReport): readonly string[] {
  return [
    ...differences.map(line),
    ...unsettled.map(({ serviceId, day }) => `not judged: ${serviceId} ${day}, it kept changing; try again`),
    `looked at ${many(services, 'service')}, ${many(days, 'service day')}, ${many(bookings, 'booking')}`,
    many(differences.length, 'difference') + (unsettled.length > 0 ? `, ${many(unsettled.length, 'day')} not judged` : ''),
  ];
}
