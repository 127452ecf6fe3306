import type { Service } from '../domain/schedule/policy.js';
import type { Outcome, StoreDown } from './outcome.js';

/** Another version of the service is stored; nothing was written. */
export interface ServiceConflict {
  readonly kind: 'conflict';
  readonly on: readonly ['service'];
}

export interface ServiceCatalog {
  get(serviceId: string): Outcome<Service | undefined, StoreDown>;
  /** `version` is the one to write; the stored one must be `version - 1` (0: absent). */
  put(service: Service): Outcome<void, ServiceConflict | StoreDown>;
  /** By service id. */
  list(): Outcome<readonly Service[], StoreDown>;
}
