import type { ServiceIdentifier } from 'inversify';
import type {
  Bookings,
  Broadcaster,
  Clock,
  FeedTokens,
  IdGenerator,
  Logger,
  Notifier,
  Random,
  Store,
  Tickets,
} from '../../ports/index.js';
import type { RedisShared } from './redis/shared.js';

interface Tokens {
  readonly Bookings: ServiceIdentifier<Bookings>;
  readonly Store: ServiceIdentifier<Store>;
  readonly FeedTokens: ServiceIdentifier<FeedTokens>;
  readonly Notifier: ServiceIdentifier<Notifier>;
  readonly Broadcaster: ServiceIdentifier<Broadcaster>;
  readonly Clock: ServiceIdentifier<Clock>;
  readonly IdGenerator: ServiceIdentifier<IdGenerator>;
  readonly Random: ServiceIdentifier<Random>;
  readonly Logger: ServiceIdentifier<Logger>;
  readonly Tickets: ServiceIdentifier<Tickets>;
  readonly RedisShared: ServiceIdentifier<RedisShared>;
}

/** By these a container knows the parts. */
export const tokens: Tokens = {
  Bookings: Symbol.for('holdfast.Bookings'),
  Store: Symbol.for('holdfast.Store'),
  FeedTokens: Symbol.for('holdfast.FeedTokens'),
  Notifier: Symbol.for('holdfast.Notifier'),
  Broadcaster: Symbol.for('holdfast.Broadcaster'),
  Clock: Symbol.for('holdfast.Clock'),
  IdGenerator: Symbol.for('holdfast.IdGenerator'),
  Random: Symbol.for('holdfast.Random'),
  Logger: Symbol.for('holdfast.Logger'),
  Tickets: Symbol.for('holdfast.Tickets'),
  RedisShared: Symbol.for('holdfast.RedisShared'),
};
