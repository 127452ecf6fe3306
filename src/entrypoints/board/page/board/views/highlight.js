const SHOWN_MS = 4_000;

/**
 * Shows for a moment that a booking has just changed. How, the style sheet says; for those who want no motion without any.
 *
 * @param {ParentNode} view
 * @param {Iterable<string>} bookingIds
 */
export function highlight(view, bookingIds) {
  for (const bookingId of bookingIds) {
    for (const shown of view.querySelectorAll(`[data-booking="${CSS.escape(bookingId)}"]`)) {
      shown.classList.remove('fresh');
      // Lets the same animation begin anew.
      requestAnimationFrame(() => shown.classList.add('fresh'));
      setTimeout(() => shown.classList.remove('fresh'), SHOWN_MS);
    }
  }
}
