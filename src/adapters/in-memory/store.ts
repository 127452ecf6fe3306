import { okAsync } from '../../domain/result.js';
import type { Store } from '../../ports/store.js';
import { catalogOn } from './catalog.js';
import { inMemoryOutbox } from './outbox.js';
import { repositoryOn } from './repository.js';
import { emptyTables, type Tables } from './tables.js';

export interface InMemoryStoreOptions {
  /** `false` where nobody relays events: then none are kept for delivery, and nothing grows for want of a reader. */
  readonly outbox?: boolean;
}

/** Bookings in this process alone, gone when it ends. Never answers `store_unavailable`. */
export const inMemoryStore = (options: InMemoryStoreOptions = {}): Store => storeOn(emptyTables(), options);

/** The same over tables that the caller can look into. */
export function storeOn(tables: Tables, { outbox = true }: InMemoryStoreOptions = {}): Store {
  const catalog = catalogOn(tables);
  const ping = () => okAsync<void, never>(undefined);
  if (!outbox) return { repository: repositoryOn(tables), catalog, ping };
  const events = inMemoryOutbox();
  return { repository: repositoryOn(tables, events.append), catalog, outbox: events, ping };
}
