import type { DayKey, ServiceDay } from '../../domain/schedule/service-day.js';

/** Service days by service and date, in two steps: joining the two into one key costs more than a second look. */
export interface Days {
  get(key: DayKey): ServiceDay | undefined;
  put(day: ServiceDay): void;
  remove(key: DayKey): void;
  all(): readonly ServiceDay[];
}

export function serviceDays(): Days {
  const byService = new Map<string, Map<string, ServiceDay>>();
  return {
    get: ({ serviceId, day }) => byService.get(serviceId)?.get(day),
    put(day) {
      const days = byService.get(day.serviceId);
      if (days === undefined) byService.set(day.serviceId, new Map([[day.day, day]]));
      else days.set(day.day, day);
    },
    remove({ serviceId, day }) {
      byService.get(serviceId)?.delete(day);
    },
    all: () => [...byService.values()].flatMap((days) => [...days.values()]),
  };
}
