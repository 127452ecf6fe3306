import type { Service } from '../../../src/index.js';
import type { Moment, ServiceStored } from '../history.js';

export type Policy = Omit<Service, 'serviceId' | 'name' | 'version'>;

/** Of a service that the catalogue does not know. */
const OF_THE_UNKNOWN: Policy = {
  capacity: 1,
  durationMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minNoticeMinutes: 0,
  maxHorizonDays: 365,
  holdMinutes: 15,
  cancellationNoticeMinutes: 0,
};

export interface InForce {
  readonly policy: Policy;
  /** The catalogue has it. */
  readonly isKnown: boolean;
}

const UNKNOWN: InForce = { policy: OF_THE_UNKNOWN, isKnown: false };

export class Policies {
  readonly #stored = new Map<string, ServiceStored[]>();

  constructor(entries: Iterable<ServiceStored>) {
    for (const entry of entries) {
      const { serviceId } = entry.service;
      const list = this.#stored.get(serviceId);
      if (list) list.push(entry);
      else this.#stored.set(serviceId, [entry]);
    }
  }

  /** What can have been in force at some moment between these two. */
  between(serviceId: string, from: Moment, to: Moment): readonly InForce[] {
    const stored = this.#stored.get(serviceId) ?? [];
    const endOf = (at: number): Moment => stored[at + 1]?.latest ?? Infinity;
    const known = stored
      .filter((entry, at) => entry.earliest <= to && endOf(at) >= from)
      .map(({ service }) => ({ policy: service, isKnown: true }));
    return endOf(-1) >= from ? [UNKNOWN, ...known] : known;
  }
}
