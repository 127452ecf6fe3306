import { defaultService } from '../../input/service.js';
import type { Service } from '../../schedule/policy.js';

const MAX_SERVICES = 10_000;

/**
 * The services as last read. A cached policy may only name the service days to read: every decision is made by the
 * policy that is read with them, and where that one names other days, they are read again.
 */
export class PolicyCache {
  readonly #services = new Map<string, Service>();
  readonly #refuseUnknown: boolean;

  constructor(refuseUnknown: boolean) {
    this.#refuseUnknown = refuseUnknown;
  }

  /** Good enough to name service days by. */
  lastSeen(serviceId: string): Service {
    return this.#services.get(serviceId) ?? defaultService(serviceId);
  }

  /** The service as read for a decision, and whether it may be booked at all. */
  resolve(serviceId: string, read: Service | undefined): { readonly service: Service; readonly bookable: boolean } {
    const service = read ?? this.#unknown(serviceId);
    this.remember(service);
    return { service, bookable: read !== undefined || !this.#refuseUnknown };
  }

  remember(service: Service): void {
    const { serviceId } = service;
    if (this.#services.get(serviceId) === service) return;
    if (this.#services.size >= MAX_SERVICES && !this.#services.has(serviceId)) this.#services.clear();
    this.#services.set(serviceId, service);
  }

  /** The same object each time, so that remembering it again costs nothing. */
  #unknown(serviceId: string): Service {
    const cached = this.#services.get(serviceId);
    return cached?.version === 0 ? cached : defaultService(serviceId);
  }
}
