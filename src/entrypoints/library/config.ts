import type { Actor } from '../../domain/access/actor.js';
import type {
  Broadcaster,
  Clock,
  IdGenerator,
  Logger,
  Notifier,
  Random,
  ServiceCatalog,
  ServiceInput,
  Store,
} from '../../ports/index.js';

export interface BookingsConfig {
  /** Repository, outbox and catalog that commit together. Default: in memory, lost on exit. */
  readonly store?: Store | undefined;
  /** Where services are kept, if not in the store. Every decision reads it. */
  readonly catalog?: ServiceCatalog | undefined;
  /** Needs a store with an outbox: where a stream carries the events, its reader notifies. */
  readonly notifier?: Notifier | undefined;
  readonly broadcaster?: Broadcaster | undefined;
  readonly clock?: Clock | undefined;
  readonly ids?: IdGenerator | undefined;
  readonly random?: Random | undefined;
  /** Put into the catalog before the first call is served, where it has them otherwise. */
  readonly services?: readonly ServiceInput[] | undefined;
  /** What becomes of a service that the catalog does not know. Default: `default-policy`. */
  readonly unknownServices?: 'default-policy' | 'refuse' | undefined;
  /** Makes a key required on `create`. Default: `false`. */
  readonly requireIdempotencyKey?: boolean | undefined;
  /** How long an answer is remembered. Default: 24. */
  readonly idempotencyHours?: number | undefined;
  /** Who acts when a call names nobody. Default: the embedding program, as staff. `null`: such a call is `forbidden`. */
  readonly defaultActor?: Actor | null | undefined;
  /** Hears of failed deliveries and of background work that failed. Default: the console. */
  readonly logger?: Logger | undefined;
  /** How long a store, notifier or broadcaster may take to answer. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
}

const CATALOG = ['get', 'put', 'list'] as const;
const UNKNOWN_SERVICES: readonly unknown[] = [undefined, 'default-policy', 'refuse'];
const LONGEST_MEMORY_HOURS = 366 * 24;
const LONGEST_TIMEOUT_MS = 600_000;
const NEVER_NOTIFIED =
  "a notifier needs a store with an outbox, and this one has none: open dynamodbStore with relay: 'poll', or leave the " +
  'notifier out and let the reader of its stream notify (holdfast/lambda)';

/**
 * Better at the start than at the first booking.
 * @throws TypeError for settings out of bounds, and for parts that lack a method they will be asked for.
 */
export function checkConfig(config: BookingsConfig): void {
  if (typeof config !== 'object' || config === null) throw new TypeError('createBookings takes an object of settings');
  const { idempotencyHours: hours = 24, timeoutMs = 1, requireIdempotencyKey = false, services = [] } = config;
  if (typeof requireIdempotencyKey !== 'boolean') throw new TypeError('requireIdempotencyKey must be true or false');
  if (!Array.isArray(services)) throw new TypeError('services must be a list');
  if (!(typeof hours === 'number' && hours > 0 && hours <= LONGEST_MEMORY_HOURS)) {
    throw new TypeError(`idempotencyHours must be above 0 and at most ${LONGEST_MEMORY_HOURS}`);
  }
  if (!(Number.isSafeInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= LONGEST_TIMEOUT_MS)) {
    throw new TypeError(`timeoutMs must be a whole number from 1 to ${LONGEST_TIMEOUT_MS}`);
  }
  if (!UNKNOWN_SERVICES.includes(config.unknownServices)) {
    throw new TypeError("unknownServices must be 'default-policy' or 'refuse'");
  }
  if (config.broadcaster !== undefined && config.notifier === undefined) {
    throw new TypeError('a broadcaster needs a notifier: events go to both, and count as delivered when notified');
  }
  const lacks = partsOf(config).flatMap(([name, part, methods]) =>
    methods.filter((method) => !has(part, method)).map((method) => `${name}.${method}`),
  );
  if (lacks.length > 0) throw new TypeError(`lacking: ${lacks.join(', ')}`);
  if (config.notifier !== undefined && config.store !== undefined && config.store.outbox === undefined) {
    throw new TypeError(NEVER_NOTIFIED);
  }
}

type Part = readonly [name: string, part: unknown, methods: readonly string[]];

function partsOf({ store, ...config }: BookingsConfig): readonly Part[] {
  const ofStore: readonly Part[] = [
    ['store', store, ['ping']],
    ['store.repository', store?.repository, ['load', 'commit', 'get', 'history', 'list', 'listLapsedHolds']],
    ['store.catalog', store?.catalog, CATALOG],
  ];
  const optional: readonly Part[] = [
    ['store.outbox', store?.outbox, ['lease', 'delivered', 'failed', 'parked', 'unpark']],
    ['catalog', config.catalog, CATALOG],
    ['notifier', config.notifier, ['notify']],
    ['broadcaster', config.broadcaster, ['broadcast']],
    ['clock', config.clock, ['now', 'sleep']],
    ['ids', config.ids, ['next']],
    ['random', config.random, ['next']],
    ['logger', config.logger, ['warn', 'error']],
  ];
  return [...(store === undefined ? [] : ofStore), ...optional.filter(([, part]) => part !== undefined)];
}

const has = (part: unknown, method: string): boolean =>
  typeof part === 'object' && part !== null && typeof Reflect.get(part, method) === 'function';
