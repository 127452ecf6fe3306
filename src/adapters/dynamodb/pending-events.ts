import type { LeasedEvent, ParkedEvent } from '../../ports/index.js';
import { type Attributes, Item } from './attributes.js';
import { toStoredEvent } from './items.js';
import type { Key } from './keys.js';
import { PARKED } from './outbox-changes.js';

/** An event that waits for its delivery, as its item tells of it, or the outbox's index, which may lag behind. */
export interface Pending {
  readonly key: Key;
  readonly version: number;
  readonly retryAt: number;
  readonly leasedBy: string | undefined;
  readonly leasedUntil: number;
}

export function toPending(attributes: Attributes): Pending {
  const item = new Item(attributes);
  const has = (name: string): boolean => attributes[name] !== undefined;
  return {
    key: item.key,
    version: item.whole('version'),
    retryAt: has('retryAt') ? item.whole('retryAt') : 0,
    leasedBy: has('leasedBy') ? item.text('leasedBy') : undefined,
    leasedUntil: has('leasedUntil') ? item.whole('leasedUntil') : 0,
  };
}

export function toLeasedEvent(attributes: Attributes): LeasedEvent {
  const attempts = new Item(attributes).whole('attempts');
  return { event: toStoredEvent(attributes).event, attempts };
}

export function toParkedEvent(attributes: Attributes): ParkedEvent {
  return { ...toLeasedEvent(attributes), lastError: new Item(attributes).text('lastError') };
}

/** Neither delivered nor parked. */
export const isWaiting = (attributes: Attributes | undefined): attributes is Attributes =>
  attributes?.['outbox'] !== undefined && attributes['outbox'] !== PARKED;

export const isParked = (attributes: Attributes | undefined): attributes is Attributes => attributes?.['outbox'] === PARKED;

export const isDue = ({ retryAt, leasedBy, leasedUntil }: Pending, relayId: string, now: number): boolean =>
  retryAt <= now && (leasedBy === undefined || leasedBy === relayId || leasedUntil <= now);
