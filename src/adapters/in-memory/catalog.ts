import { errAsync, okAsync } from '../../domain/result.js';
import type { ServiceCatalog } from '../../ports/catalog.js';
import { compareText } from './ordering.js';
import type { Tables } from './tables.js';

export function catalogOn({ services }: Tables): ServiceCatalog {
  return {
    get: (serviceId) => okAsync(services.get(serviceId)),
    put(service) {
      const stored = services.get(service.serviceId)?.version ?? 0;
      if (stored !== service.version - 1) return errAsync({ kind: 'conflict', on: ['service'] });
      // A copy of its own: services are made of what a program configures, and read by everything it decides.
      services.set(service.serviceId, Object.freeze({ ...service }));
      return okAsync(undefined);
    },
    list: () => okAsync([...services.values()].sort((a, b) => compareText(a.serviceId, b.serviceId))),
  };
}
