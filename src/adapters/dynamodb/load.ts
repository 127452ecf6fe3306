import type { ResultAsync } from '../../domain/result.js';
import type { Loaded, LoadKeys, StoreDown } from '../../ports/index.js';
import type { Attributes } from './attributes.js';
import { toRecord, toService, toServiceDay, toState } from './items.js';
import { bookingKey, dayKey, type Key, recordKey, serviceKey } from './keys.js';
import type { Read } from './read.js';
import { readable } from './unreadable-item.js';

/** One `BatchGetItem`, as long as everything fits into its answer. */
export const createLoad =
  (read: Read) =>
  ({ record, bookingId, serviceId, days }: LoadKeys): ResultAsync<Loaded, StoreDown> => {
    const keys = {
      record: record === undefined ? undefined : recordKey(record),
      booking: bookingId === undefined ? undefined : bookingKey(bookingId),
      service: serviceId === undefined ? undefined : serviceKey(serviceId),
    };
    const wanted = [keys.record, keys.booking, keys.service, ...days.map(dayKey)].filter((key) => key !== undefined);
    return read(wanted).andThen((items) => {
      const stored = <T>(key: Key | undefined, parse: (item: Attributes) => T): T | undefined => {
        const item = key && items.at(key);
        return item && parse(item);
      };
      return readable(() => ({
        record: stored(keys.record, toRecord),
        booking: stored(keys.booking, toState),
        service: stored(keys.service, toService),
        days: days.map((day) => stored(dayKey(day), toServiceDay) ?? { ...day, version: 0, claims: [] }),
      }));
    });
  };
