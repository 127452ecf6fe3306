import { defaultService } from '../input/service.js';
import type { Service } from '../schedule/policy.js';
import type { DayKey } from '../schedule/service-day.js';
import type { Dependencies } from './dependencies.js';

/** The service as last seen, good enough to name service days by. */
export const namedService = ({ policies }: Dependencies, serviceId: string): Service =>
  policies.get(serviceId) ?? defaultService(serviceId);

/** The service as read for this decision, and whether it may be booked at all. */
export function resolvedService(
  { policies, settings }: Dependencies,
  serviceId: string,
  read: Service | undefined,
): { readonly service: Service; readonly bookable: boolean } {
  const service = read ?? defaultService(serviceId);
  policies.remember(service);
  return { service, bookable: read !== undefined || !settings.refuseUnknownServices };
}

export const namesSameDays = (named: readonly DayKey[], needed: readonly DayKey[]): boolean =>
  named.length === needed.length && named.every(({ day }, at) => day === needed[at]?.day);
