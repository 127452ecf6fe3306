const AT_ONCE = 10;

/**
 * Bookings side by side, what is about one booking one after another, in the order given. `carry` answers whether the
 * next one of its booking may follow.
 */
export async function alongBookings<T>(
  items: readonly T[],
  bookingIdOf: (item: T) => string,
  carry: (item: T) => Promise<boolean>,
): Promise<void> {
  // One iterator for all lanes: each takes the next booking that none has taken.
  const bookings = Map.groupBy(items, bookingIdOf).values();
  const lane = async (): Promise<void> => {
    for (const booking of bookings) {
      for (const item of booking) if (!(await carry(item))) break;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
