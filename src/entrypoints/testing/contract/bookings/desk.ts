import { systemClock } from '../../../../adapters/system/index.js';
import type { Bookings, CreateBooking, ServiceInput } from '../../../../ports/bookings.js';
import type { Store } from '../../../../ports/store.js';
import { createBookings } from '../../../library/create-bookings.js';
import { check, value } from '../check.js';
import { NOW, SERVICE, SLOT } from '../samples.js';
import type { StoreUnderTest } from '../store-under-test.js';

/** One instance of the library over a store, with its own idea of the time. It really waits between two tries. */
export interface Desk extends Bookings {
  readonly clock: { at: number };
}

/** Longer than a server would be patient: what is asked of a store is the right answer, and not on which machine. */
const TIMEOUT_MS = 60_000;

export function deskOver(store: Store, at = NOW): Desk {
  const clock = { at, now: () => clock.at, sleep: systemClock.sleep };
  return { ...createBookings({ store, clock, timeoutMs: TIMEOUT_MS }), clock };
}

/** As many processes as there are stores, with several instances each, so that no queue in a process hides a race. */
export function desksOver(stores: readonly Store[], instances: number): readonly Desk[] {
  return Array.from({ length: instances }).flatMap(() => stores.map((store) => deskOver(store)));
}

export const slot = (given: Partial<CreateBooking> = {}): CreateBooking => ({
  userId: 'ada',
  serviceId: SERVICE,
  dateTime: new Date(SLOT),
  ...given,
});

export const offer = (desk: Bookings, service: Partial<ServiceInput>) =>
  value(desk.putService({ serviceId: SERVICE, ...service }), 'a service can be put');

/** With a second opening of the same data where the store promises that several processes may share it. */
export async function withStores(
  under: StoreUnderTest,
  shared: boolean,
  tell: (stores: readonly Store[]) => Promise<void>,
) {
  if (!shared) return tell([under.store]);
  const other = await under.reopen?.();
  check(
    other !== undefined,
    'a store that is shared between processes can be opened twice: the contract needs `reopen`',
  );
  try {
    await tell([under.store, other]);
  } finally {
    await other.close?.();
  }
}
