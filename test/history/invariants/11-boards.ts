import { same } from '../model/same.js';
import type { Invariant } from './invariant.js';

/** When all is quiet, a live board shows what is stored. */
export const boardsConverge: Invariant = ({ end }, report) => {
  for (const [at, board] of (end.boards ?? []).entries()) {
    const shown = new Map(board.map((booking) => [booking.bookingId, booking]));
    for (const booking of end.bookings) {
      const { bookingId } = booking;
      if (!same(shown.get(bookingId), booking)) report(`board ${at} does not show ${bookingId} as it is`);
      shown.delete(bookingId);
    }
    for (const bookingId of shown.keys()) report(`board ${at} shows ${bookingId}, which is not stored`);
  }
};
