import type { DayKey, ServiceDay } from '../../domain/schedule/service-day.js';

/** By service and then by date: joining the two into one key costs more than a second look. */
export type Days = Map<string, Map<string, ServiceDay>>;

export const dayIn = (days: Days, { serviceId, day }: DayKey): ServiceDay | undefined => days.get(serviceId)?.get(day);

export function putDay(days: Days, day: ServiceDay): void {
  const ofService = days.get(day.serviceId);
  if (ofService === undefined) days.set(day.serviceId, new Map([[day.day, day]]));
  else ofService.set(day.day, day);
}
