import type { Booking, BookingStatus } from 'holdfast';

interface Given {
  readonly id?: string;
  readonly dateTime?: string;
  readonly minutes?: number;
  readonly status?: BookingStatus;
  readonly version?: number;
  readonly userId?: string;
  readonly serviceId?: string;
  readonly units?: number;
  readonly holdExpiresAt?: string;
}

const AT = '2026-12-01T08:00:00.000Z';

/** A booking as the service would tell it: an hour of massage for ada, unless said. */
export function bookingOf({ id = 'b-1', dateTime = '2026-12-01T10:00:00.000Z', minutes = 60, status = 'confirmed', version = 1, ...more }: Given = {}): Booking {
  const { userId = 'ada', serviceId = 'massage', units = 1, holdExpiresAt = '2026-12-01T09:00:00.000Z' } = more;
  const base = {
    bookingId: id, userId, serviceId, serviceName: 'Massage', dateTime, units, version, createdAt: AT, updatedAt: AT,
    endsAt: new Date(Date.parse(dateTime) + minutes * 60_000).toISOString(),
    durationMinutes: minutes,
  };
  const byStatus: { readonly [S in BookingStatus]: Extract<Booking, { readonly status: S }> } = {
    held: { ...base, status: 'held', holdExpiresAt },
    confirmed: { ...base, status: 'confirmed', confirmedAt: AT },
    completed: { ...base, status: 'completed', confirmedAt: AT, completedAt: AT },
    no_show: { ...base, status: 'no_show', confirmedAt: AT, noShowAt: AT },
    cancelled: { ...base, status: 'cancelled', cancelledAt: AT, cancelledBy: 'sam' },
    expired: { ...base, status: 'expired', expiredAt: AT },
  };
  return byStatus[status];
}
