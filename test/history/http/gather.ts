import type { Booking } from '../../../src/index.js';
import type { BookingState } from '../../../src/domain/booking/state.js';
import type { Called, Committed, Delivered, Entry, History, Moment, ServiceStored } from '../history.js';
import { iso, MINUTE } from '../../unit/builders.js';
import type { Ledger } from './ledger.js';
import type { PolicyKeeper } from './policy-keeper.js';
import type { Found, Written } from './watched-store.js';

const REMEMBERED_MS = 86_400_000;

interface Sources {
  readonly found: Found;
  readonly ledger: Ledger;
  readonly policies: PolicyKeeper;
  readonly deliveries: readonly Delivered[];
}

/** One history of what clients heard, what the store took and what was told to the notifier. */
export function gathered({ found, ledger, policies, deliveries }: Sources): History {
  const ended = Date.now();
  const attributed = attribution(ledger, ended);
  const services = found.services.map(
    ({ service, within }): ServiceStored => ({
      entry: 'service',
      ...(within ?? policies.windowOf(service, ended)),
      service,
    }),
  );
  const commits = found.written.flatMap((written): readonly Committed[] => attributed(written));
  return [
    ...inTime([services, ledger.entries, commits, deliveries]),
    {
      entry: 'end',
      at: ended,
      clock: ended,
      bookings: found.bookings.map(published),
      days: found.days,
      eventIds: found.eventIds,
      parked: found.parked,
    },
  ];
}

/** Ties each change to the call for it: by the record of its key, or by the name that the command carried in a field. */
function attribution({ entries, begun }: Ledger, ended: Moment): (written: Written) => readonly Committed[] {
  const byRequest = Map.groupBy(callsIn(entries), ({ request }) => request);
  const byScope = Map.groupBy(callsIn(entries), ({ actor, operation, key }) => `${actor.subject}#${operation}#${key}`);
  const heard = new Map<string, Moment>();
  for (const entry of entries) {
    if (entry.entry !== 'answer' || !('booking' in entry.answer)) continue;
    const { bookingId, version } = entry.answer.booking;
    const eventId = `${bookingId}:${version}`;
    heard.set(eventId, Math.min(entry.at, heard.get(eventId) ?? Infinity));
  }

  return ({ state, event: stored, days, record, within }) => {
    if (!stored) throw new Error(`version ${state.version} of ${state.bookingId} was stored without an event`);
    const { event } = stored;
    // Another request under the same key always carries its name, the first one may not.
    const names = byScope.get(record?.scope ?? '')?.map(({ request }) => request) ?? [];
    const name = nameIn(event.booking, event.type);
    const request = name !== undefined && names.includes(name) ? name : (names[0] ?? name);
    const calls = byRequest.get(request ?? '') ?? [];
    const asFarAsHeard = {
      earliest: Math.min(...calls.map(({ at }) => at), calls.length > 0 ? Infinity : begun),
      latest: heard.get(event.eventId) ?? ended,
    };
    return [
      {
        entry: 'commit',
        ...(within ?? asFarAsHeard),
        event,
        request,
        // What is remembered is remembered for a day from when it was decided; `occurredAt` never runs backwards.
        clock: record ? record.expiresAt - REMEMBERED_MS : Date.parse(event.occurredAt),
        claim: state.claim,
        days,
      },
    ];
  };
}

const callsIn = (entries: readonly Entry[]): readonly Called[] => entries.filter((entry) => entry.entry === 'call');

/** Where each command carries the name of its request. */
function nameIn(booking: Booking, type: string): string | undefined {
  switch (type) {
    case 'BookingExpired':
      return undefined;
    case 'BookingCancelled':
      return 'cancelReason' in booking ? booking.cancelReason : undefined;
    case 'BookingUpdated':
    case 'BookingRescheduled':
      return booking.notes;
    default:
      return booking.version === 1 ? booking.metadata?.['request'] : booking.paymentReference;
  }
}

/** The published booking, worked out from the stored one. */
function published({ claim, startsAt, endsAt, ...stored }: BookingState): Booking {
  const instants = Object.entries(stored).map(([name, value]) => [name, typeof value === 'number' && name.endsWith('At') ? iso(value) : value]);
  const durationMinutes = (endsAt - startsAt) / MINUTE;
  const slot = { dateTime: iso(startsAt), endsAt: iso(endsAt), durationMinutes, units: claim.units };
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(instants), ...slot }));
}

/** Several lists as one, in time where it is known, each in its own order. */
function inTime(lists: readonly (readonly Entry[])[]): readonly Entry[] {
  const placed = lists.flatMap((list) => {
    let latest = -Infinity;
    return list.map((entry) => {
      latest = Math.max(latest, 'earliest' in entry ? entry.earliest : 'at' in entry ? entry.at : 0);
      return { latest, entry };
    });
  });
  return placed.sort((a, b) => a.latest - b.latest).map(({ entry }) => entry);
}
