import type { Invariant } from './invariant.js';

/** Every event is delivered or parked; the first deliveries of a booking ascend. */
export const eventsArrive: Invariant = ({ world, deliveries, end, moments }, report) => {
  const first = new Map<string, number>();
  const commits = new Map(world.steps.map(({ at, entry }) => [entry.event.eventId, at]));
  for (const [place, { eventId, succeeded, at }] of deliveries.entries()) {
    const commit = commits.get(eventId);
    if (commit === undefined) report(`${eventId} was given to the notifier and never committed`);
    else if ((moments.earliest[commit] ?? 0) > at) report(`${eventId} was given to the notifier before it was committed`);
    if (succeeded && !first.has(eventId)) first.set(eventId, place);
  }
  const set = new Set([...end.parked, ...(end.redriven ?? [])]);
  for (const bookingId of world.bookingIds) {
    let latest = -1;
    for (const { booking } of world.versions(bookingId)) {
      const eventId = `${bookingId}:${booking.version}`;
      const place = first.get(eventId);
      if (place === undefined) {
        if (!end.parked.includes(eventId)) report(`${eventId} was neither delivered nor parked`);
      } else if (!set.has(eventId)) {
        if (place < latest) report(`${eventId} was first delivered after a later event of its booking`);
        latest = Math.max(latest, place);
      }
    }
  }
};
