import { defaultService } from '../../input/service.js';
import type { Exchange } from '../../schedule/exchange.js';
import type { Service } from '../../schedule/policy.js';
import type { DayKey } from '../../schedule/service-day.js';
import type { Dependencies } from '../dependencies.js';

/** The service as last seen, good enough to name service days by. */
export const namedService = ({ policies }: Dependencies, serviceId: string): Service =>
  policies.get(serviceId) ?? defaultService(serviceId);

/** The same object each time: what is remembered again unchanged costs nothing. */
const unknownService = (cached: Service | undefined, serviceId: string): Service =>
  cached?.version === 0 ? cached : defaultService(serviceId);

/** The service as read for this decision, and whether it may be booked at all. */
export function resolvedService(
  { policies, settings }: Dependencies,
  serviceId: string,
  read: Service | undefined,
): { readonly service: Service; readonly bookable: boolean } {
  const service = read ?? unknownService(policies.get(serviceId), serviceId);
  policies.remember(service);
  return { service, bookable: read !== undefined || !settings.refuseUnknownServices };
}

/** Whether the days named by one policy are those that another one needs: what is given back is the same by any. */
export const reachesAsFar = ({ takes: named }: Exchange, { takes: needed }: Exchange): boolean =>
  named?.claim.from === needed?.claim.from && named?.claim.to === needed?.claim.to;

export const queueKeys = (days: readonly DayKey[]): readonly string[] =>
  days.map(({ serviceId, day }) => `${serviceId}#${day}`);
