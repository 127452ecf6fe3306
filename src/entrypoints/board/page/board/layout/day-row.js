/** @import { Booking, RowLayout, Span } from '../types.ts' */
/** @import { Lanes } from './lanes.js' */
import { isOver } from '../bookings/status.js';
import { lanesFor } from './lanes.js';

/** A booking is drawn as if it took so long at least, so that it can be seen and hit. */
const LEAST_MS = 20 * 60_000;

/**
 * One service on one day: each booking in the column of the hour it begins in, as long as it is.
 *
 * @param {readonly Booking[]} bookings
 * @param {readonly Span[]} columns
 * @param {{ now: number, most: number, before?: Lanes | undefined }} how `before`: how it was laid out until now.
 * @returns {RowLayout}
 */
export function layOutDay(bookings, columns, { now, most, before }) {
  const [axisFrom, axisTo] = [columns[0]?.from ?? 0, columns.at(-1)?.to ?? 0];
  const drawn = bookings
    .map((booking) => {
      const [starts, ends] = [Date.parse(booking.dateTime), Date.parse(booking.endsAt)];
      const from = Math.min(Math.max(starts, axisFrom), axisTo - LEAST_MS);
      const to = Math.min(Math.max(ends, from + LEAST_MS), axisTo);
      return { id: booking.bookingId, booking, from, to, isOver: isOver(booking, now), starts, ends };
    })
    .filter(({ starts, ends }) => starts < axisTo && ends > axisFrom);
  const lanes = lanesFor(drawn, before);

  /** @type {Map<number, Booking[]>} */
  const hidden = new Map();
  const placements = drawn.flatMap(({ id, booking, from, to, starts, ends }) => {
    const column = columns.findIndex((one) => from >= one.from && from < one.to);
    const hour = columns[column];
    const lane = lanes.get(id)?.lane ?? 0;
    if (!hour) return [];
    if (lane >= most) {
      hidden.set(column, [...(hidden.get(column) ?? []), booking]);
      return [];
    }
    const width = hour.to - hour.from;
    return [
      {
        key: id,
        booking,
        column,
        start: (from - hour.from) / width,
        span: (to - from) / width,
        lane,
        comesFromBefore: starts < axisFrom,
        goesOn: ends > axisTo,
      },
    ];
  });
  const highest = Math.max(0, ...[...lanes.values()].map(({ lane }) => lane + 1));
  return { placements: placements.sort(byPlace), height: Math.min(highest, most), hidden, lanes };
}

/**
 * @param {RowLayout['placements'][number]} one
 * @param {RowLayout['placements'][number]} other
 */
const byPlace = (one, other) => one.column - other.column || one.start - other.start || one.lane - other.lane;
