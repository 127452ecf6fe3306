import {
  sha256,
  stopwatch,
  systemClock,
  systemRandom,
  timedBroadcaster,
  timedCatalog,
  timedNotifier,
  timedStore,
  uuids,
} from '../../adapters/system/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { parseActor } from '../../domain/input/actor.js';
import { bookingUseCases } from '../../domain/use-cases/booking-use-cases.js';
import type { Bookings, Store } from '../../ports/index.js';
import { type BookingsConfig, checkConfig } from './config.js';
import { consoleLogger } from './console-logger.js';
import { checkedIds, quietLogger, wholeClock } from './guarded-parts.js';
import { servicesAtStart } from './services-at-start.js';
import { withCatalog } from './with-catalog.js';

const HOUR_MS = 3_600_000;
const SHORTEST_LEASE_MS = 60_000;
const TIMEOUT_MS = 10_000;

const EMBEDDER: Actor = { subject: 'embedder', roles: ['staff'] };

function defaultActorOf({ defaultActor = EMBEDDER }: BookingsConfig): Actor | undefined {
  if (defaultActor === null) return undefined;
  const actor = parseActor(defaultActor);
  if (actor.isErr()) throw new TypeError('defaultActor needs a subject and known roles');
  return actor.value;
}

/**
 * The booking core on this store, whose calls are given their time.
 * @throws TypeError for settings it cannot work with.
 */
export function bookingsOn(store: Store, config: BookingsConfig): Bookings {
  checkConfig({ ...config, store });
  return bookingsOnTimed(timedStore(store, config.timeoutMs ?? TIMEOUT_MS), config);
}

/** The same on a store that always answers in time. */
export function bookingsOnTimed(store: Store, config: BookingsConfig): Bookings {
  const { notifier, broadcaster, idempotencyHours = 24, timeoutMs = TIMEOUT_MS } = config;
  const { random = systemRandom } = config;
  const clock = config.clock ? wholeClock(config.clock) : systemClock;
  const catalogued = config.catalog ? withCatalog(store, timedCatalog(config.catalog, timeoutMs)) : store;

  return bookingUseCases({
    store: config.services ? servicesAtStart(catalogued, config.services, { clock, random }) : catalogued,
    notifier: notifier && timedNotifier(notifier, timeoutMs),
    broadcaster: broadcaster && timedBroadcaster(broadcaster, timeoutMs),
    clock,
    random,
    ids: config.ids ? checkedIds(config.ids) : uuids,
    digest: sha256,
    stopwatch,
    logger: config.logger ? quietLogger(config.logger) : consoleLogger,
    settings: {
      refuseUnknownServices: config.unknownServices === 'refuse',
      requireIdempotencyKey: config.requireIdempotencyKey ?? false,
      rememberMs: Math.ceil(idempotencyHours * HOUR_MS),
      patienceMs: 2 * timeoutMs,
      leaseMs: Math.max(SHORTEST_LEASE_MS, 4 * timeoutMs),
      defaultActor: defaultActorOf(config),
    },
  });
}
