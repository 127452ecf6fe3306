import type { Service } from '../../schedule/policy.js';

const MAX_SERVICES = 10_000;

/**
 * The services as last read. A cached policy may only name the service days to read: every decision is made by the
 * policy that is read with them, and where that one names other days, they are read again.
 */
export class PolicyCache {
  readonly #services = new Map<string, Service>();

  get(serviceId: string): Service | undefined {
    return this.#services.get(serviceId);
  }

  remember(service: Service): void {
    if (this.#services.get(service.serviceId) === service) return;
    if (this.#services.size >= MAX_SERVICES && !this.#services.has(service.serviceId)) this.#services.clear();
    this.#services.set(service.serviceId, service);
  }
}
