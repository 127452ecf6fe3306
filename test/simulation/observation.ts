import type { Result } from '../../src/domain/result.js';
import { dayIn } from '../../src/adapters/in-memory/days.js';
import type { DayHold, ServiceDay } from '../../src/domain/schedule/service-day.js';
import type { ChangeSet, Conflict, Loaded, StoreDown } from '../../src/ports/index.js';
import type { Errand } from './errand.js';
import type { Town } from './town.js';

/** What was just read, against what is stored by now. */
export function sawLoad(town: Town, { knows }: Errand, { record, booking, service, days }: Loaded): void {
  const { tables } = town;
  const isTorn =
    (record && tables.records.get(record.scope)?.requestId !== record.requestId) ||
    (booking && tables.bookings.get(booking.bookingId)?.state?.version !== booking.version) ||
    (service && tables.services.get(service.serviceId)?.version !== service.version) ||
    days.some((day) => (dayIn(tables.days, day)?.version ?? 0) !== day.version);
  if (isTorn) town.saw('torn load');
  if (booking) knows.bookingVersion = booking.version;
  if (days.length === 0) return;
  const version = service?.version ?? 0;
  if ((knows.serviceVersion ?? version) !== version) town.saw('policy changed between reads');
  knows.serviceVersion = version;
  knows.capacity = service?.capacity ?? 1;
}

const holdsOf = (day: ServiceDay | undefined): readonly DayHold[] => day?.claims.flatMap(({ holds }) => holds) ?? [];

/** Holds of others that a change set drops from the days it writes, as they are stored before it. */
function dropped(town: Town, { days, event }: ChangeSet): readonly DayHold[] {
  return days.flatMap((day) => {
    const kept = new Set(holdsOf(day).map(({ bookingId }) => bookingId));
    return holdsOf(dayIn(town.tables.days, day)).filter(
      ({ bookingId }) => bookingId !== event?.event.bookingId && !kept.has(bookingId),
    );
  });
}

/** Called when a change set reaches the store; what it answers with, once the store has taken or refused it. */
export function sawCommit(
  town: Town,
  errand: Errand,
  change: ChangeSet,
): (result: Result<void, Conflict | StoreDown>, capacity: number | undefined) => void {
  const lost = dropped(town, change);
  const { record, event } = change;
  if (record) town.attempted(record.put.scope, 'refusal' in record.put.answer ? 'refusal' : 'success');

  return (result, capacity) => {
    if (result.isErr()) {
      if (result.error.kind !== 'conflict') return;
      town.saw('conflict');
      if (change.unchanged && result.error.on.includes('booking')) town.saw('failed re-check of a refusal');
      return;
    }
    for (const hold of lost) sawPurge(town, hold);
    town.committed(change, errand.chance);
    if (!event || !change.booking) return;
    const { timeline } = town;
    const request = town.requests.get(event.requestId);
    if (event.event.bookingVersion === 1 && request !== undefined) town.created.set(request, event.event.bookingId);
    town.saw('commits');
    town.history.push({
      entry: 'commit',
      earliest: timeline.step,
      latest: timeline.step,
      event: event.event,
      request,
      clock: change.decidedAt,
      claim: change.booking.claim,
      capacity,
      days: change.days,
    });
  };
}

function sawPurge(town: Town, { bookingId, expiresAt }: DayHold): void {
  if (expiresAt > town.timeline.now) town.saw('early purge by a fast clock');
  if (town.isUnderWay('confirm', bookingId)) town.saw('expiry race');
  const isStillThere = [...town.tables.days.values()].some((ofService) =>
    [...ofService.values()].some((day) => holdsOf(day).some((hold) => hold.bookingId === bookingId)),
  );
  if (isStillThere) town.saw('half of a midnight hold purged');
}
