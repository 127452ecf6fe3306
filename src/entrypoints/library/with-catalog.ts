import { ok, ResultAsync } from '../../domain/result.js';
import type { Loaded, LoadKeys, Outcome, ServiceCatalog, Store, StoreDown } from '../../ports/index.js';

/** The store with its services read from elsewhere: a catalog that is down is a store that is down. */
export function withCatalog(store: Store, catalog: ServiceCatalog): Store {
  const load = (keys: LoadKeys): Outcome<Loaded, StoreDown> => {
    const { serviceId, ...rest } = keys;
    if (serviceId === undefined) return store.repository.load(keys);
    // Each is read consistently on its own, and `load` promises no more than that.
    return new ResultAsync(Promise.resolve(catalog.get(serviceId))).andThen((service) =>
      new ResultAsync(Promise.resolve(store.repository.load(rest))).andThen((loaded) => ok({ ...loaded, service })),
    );
  };
  return { ...store, repository: { ...store.repository, load }, catalog };
}
