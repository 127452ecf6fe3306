import { ContainerModule } from 'inversify';
import { systemClock, systemRandom, uuids } from '../../adapters/system/index.js';
import type { Bookings, Broadcaster, Clock, IdGenerator, Logger, Notifier, Random, Store } from '../../ports/index.js';
import type { BookingsConfig } from '../library/config.js';
import { createBookings } from '../library/create-bookings.js';
import { tokens } from './tokens.js';

export type BookingsModuleOptions = Pick<
  BookingsConfig,
  'services' | 'unknownServices' | 'requireIdempotencyKey' | 'idempotencyHours' | 'defaultActor' | 'timeoutMs'
>;

/**
 * Binds `Bookings`, and `Clock`, `IdGenerator` and `Random` to the system's. `Store` comes from a module of its own;
 * `Notifier`, `Broadcaster` and `Logger` are used if someone binds them.
 */
export function bookingsModule(options: BookingsModuleOptions = {}): ContainerModule {
  const assemble = (
    store: Store,
    clock: Clock,
    ids: IdGenerator,
    random: Random,
    notifier: Notifier | undefined,
    broadcaster: Broadcaster | undefined,
    logger: Logger | undefined,
  ): Bookings => createBookings({ ...options, store, clock, ids, random, notifier, broadcaster, logger });

  return new ContainerModule(({ bind }) => {
    bind(tokens.Clock).toConstantValue(systemClock);
    bind(tokens.IdGenerator).toConstantValue(uuids);
    bind(tokens.Random).toConstantValue(systemRandom);
    bind(tokens.Bookings)
      .toResolvedValue(assemble, [
        tokens.Store,
        tokens.Clock,
        tokens.IdGenerator,
        tokens.Random,
        { serviceIdentifier: tokens.Notifier, optional: true },
        { serviceIdentifier: tokens.Broadcaster, optional: true },
        { serviceIdentifier: tokens.Logger, optional: true },
      ])
      .inSingletonScope();
  });
}
