import type { ServiceCatalog } from './catalog.js';
import type { Outbox } from './outbox.js';
import type { Outcome, StoreDown } from './outcome.js';
import type { BookingRepository } from './repository.js';

/** What commits together comes together. `outbox` is absent where something else carries the events (a stream). */
export interface Store {
  readonly repository: BookingRepository;
  readonly catalog: ServiceCatalog;
  readonly outbox?: Outbox | undefined;
  ping(): Outcome<void, StoreDown>;
  close?(): Promise<void>;
}
