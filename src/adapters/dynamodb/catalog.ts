import type { ResultAsync } from '../../domain/result.js';
import type { ServiceCatalog, ServiceConflict, StoreDown } from '../../ports/index.js';
import { isNextVersion } from './conditions.js';
import { get } from './get.js';
import { toService, toServiceItem } from './items.js';
import { serviceKey } from './keys.js';
import { queryAll, type Range } from './queries.js';
import { CATALOG, INDEX } from './table-definition.js';
import type { Table } from './table.js';
import { put, transact } from './transaction.js';
import { readable } from './unreadable-item.js';

/** Every service id lies between these, the bounds of printable ASCII. */
const ALL: Range = { IndexName: INDEX.catalog, partition: ['catalog', CATALOG], sort: ['catalogPlace', '!', '\u007F'] };

export function createCatalog(table: Table): ServiceCatalog {
  return {
    get: (serviceId) =>
      get(table, serviceKey(serviceId)).andThen((item) => readable(() => item && toService(item))),
    put: (service): ResultAsync<void, ServiceConflict | StoreDown> =>
      transact(table, [put(table, toServiceItem(service), isNextVersion(service.version))]).mapErr((error) =>
        error.kind === 'cancelled' ? { kind: 'conflict', on: ['service'] } : error,
      ),
    list: () => queryAll(table, ALL).andThen((items) => readable(() => items.map(toService))),
  };
}
