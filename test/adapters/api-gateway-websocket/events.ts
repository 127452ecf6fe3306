import { NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { cancelled, confirmed, stored } from '../../../src/entrypoints/testing/contract/samples.js';
import type { BookingEvent } from '../../../src/index.js';

export { NOW };
/** Somebody waits for as long as it takes. */
export const never = new AbortController().signal;

export const LATER = NOW + 7_200_000;

/** Events of bookings of ada's, all different. */
export const booked = (n: number): BookingEvent => stored(confirmed({ bookingId: `b-${n}` })).event;

/** One that staff cancelled, whose subject users do not see. */
export const cancelledByStaff: BookingEvent = stored({ ...cancelled({ version: 2 }), cancelledBy: 'sam' }).event;
