/**
 * What the API answers with, by the names that the server itself uses.
 *
 * @typedef {import('../../../../domain/booking/booking.js').Booking} Booking
 * @typedef {import('../../../../domain/booking/booking.js').BookingStatus} BookingStatus
 * @typedef {import('../../../../domain/schedule/policy.js').Service} Service
 */

/**
 * A refusal in the words of RFC 9457, with its facts.
 *
 * @typedef {{
 *   code: string, status: number, title?: string, detail?: string, errors?: { path: string, message: string }[],
 *   unitsLeft?: number, minNoticeMinutes?: number, maxHorizonDays?: number, latest?: string, dateTime?: string,
 *   minDurationMinutes?: number, maxDurationMinutes?: number, maxMinutes?: number, capacity?: number, current?: number,
 *   holdExpiresAt?: string, from?: string, command?: string, retryAfterSeconds?: number, incidentId?: string,
 * }} Problem
 */

/**
 * `same`: what was read before still holds. `silent`: no answer came, so nobody knows.
 *
 * @template T
 * @typedef {{ kind: 'ok', body: T, etag: string | null }
 *   | { kind: 'same' }
 *   | { kind: 'refused', problem: Problem }
 *   | { kind: 'silent' }} Answer
 */

/**
 * Instants are epoch milliseconds; `to` is not part of it.
 *
 * @typedef {{ from: number, to: number }} Span
 * @typedef {Span & { date: string }} Day
 * @typedef {Span & { kind: 'day' | 'week', days: readonly Day[] }} Period
 */

/**
 * Where a booking stands in a row of the table: in which column, which part of it, and in which lane from above.
 *
 * @typedef {{
 *   key: string, booking: Booking, column: number, start: number, span: number, lane: number,
 *   comesFromBefore: boolean, goesOn: boolean,
 * }} Placement
 */

/**
 * `hidden`: how many a column has beyond those that are placed.
 *
 * @typedef {{ placements: readonly Placement[], lanes: number, hidden: ReadonlyMap<number, readonly Booking[]> }} RowLayout
 */

/** @typedef {{ serviceId: string, name: string, capacity?: number }} ShownService */

/**
 * All that a view draws from.
 *
 * @typedef {{
 *   period: Period, bookings: readonly Booking[], services: readonly ShownService[], allHours: boolean, now: number,
 *   formats: import('./time/formats.js').Formats,
 * }} Picture
 */
