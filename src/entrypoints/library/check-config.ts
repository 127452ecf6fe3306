import type { BookingsConfig } from './create-bookings.js';

const CATALOG = ['get', 'put', 'list'] as const;
const UNKNOWN_SERVICES: readonly unknown[] = [undefined, 'default-policy', 'refuse'];
const LONGEST_MEMORY_HOURS = 366 * 24;
const LONGEST_TIMEOUT_MS = 600_000;

/**
 * Better at the start than at the first booking.
 * @throws TypeError for settings out of bounds, and for parts that lack a method they will be asked for.
 */
export function checkConfig(config: BookingsConfig): void {
  const { idempotencyHours: hours = 24, timeoutMs = 1 } = config;
  if (!(hours > 0 && hours <= LONGEST_MEMORY_HOURS)) {
    throw new TypeError(`idempotencyHours must be above 0 and at most ${LONGEST_MEMORY_HOURS}`);
  }
  if (!(timeoutMs > 0 && timeoutMs <= LONGEST_TIMEOUT_MS)) {
    throw new TypeError(`timeoutMs must be above 0 and at most ${LONGEST_TIMEOUT_MS}`);
  }
  if (!UNKNOWN_SERVICES.includes(config.unknownServices)) {
    throw new TypeError("unknownServices must be 'default-policy' or 'refuse'");
  }
  const lacks = partsOf(config).flatMap(([name, part, methods]) =>
    methods.filter((method) => !has(part, method)).map((method) => `${name}.${method}`),
  );
  if (lacks.length > 0) throw new TypeError(`lacking: ${lacks.join(', ')}`);
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
