import type { Availability, AvailabilityQuery, ReadOptions } from '../../ports/index.js';
import { mayDo } from '../access/access.js';
import type { ReadRefusal } from '../booking/refusals.js';
import { parseAvailability } from '../input/queries.js';
import { err, errAsync, ok, type ResultAsync } from '../result.js';
import { availability } from '../schedule/availability.js';
import { partsOf } from '../schedule/claim.js';
import { toInstant } from '../schedule/utc.js';
import { asked, reading } from './call/reading.js';
import type { Dependencies } from './dependencies.js';

/** Straight from the service days: what is taken, buffers included, is not free. */
export const serviceAvailability = (
  deps: Dependencies,
  input: AvailabilityQuery,
  options: ReadOptions = {},
): ResultAsync<Availability, ReadRefusal> =>
  reading(deps, parseAvailability(input), options, (actor, query): ResultAsync<Availability, ReadRefusal> => {
    const { serviceId, from, to, units = 1 } = query;
    if (!mayDo(actor, 'see_services')) return errAsync({ kind: 'forbidden' });
    const keys = partsOf({ from, to }).map(({ day }) => ({ serviceId, day }));
    return asked(deps.store.repository.load({ serviceId, days: keys })).andThen(({ service: read, days }) => {
      const { service, bookable } = deps.policies.resolve(serviceId, read);
      if (!bookable) return err({ kind: 'not_found' as const });
      const free = availability(days, { from, to }, service.capacity, units, deps.clock.now());
      const intervals = free.map((it) => ({ start: toInstant(it.from), end: toInstant(it.to), unitsLeft: it.unitsLeft }));
      return ok({ serviceId, intervals });
    });
  });
