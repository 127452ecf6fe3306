import type { NoExchange } from '../../src/domain/schedule/exchange.js';
import { iso } from '../unit/builders.js';

/** Minutes and days are counted from the first midnight of three days. */
export const DAYS = 3;
export const MINUTES = DAYS * 1_440;

/** Who sits where, minute by minute; a hold with its expiry in epoch milliseconds. */
export interface Sitter {
  readonly bookingId: string;
  readonly from: number;
  readonly to: number;
  readonly units: number;
  readonly expiresAt: number | undefined;
  /** Days from which a write has already dropped it as lapsed. */
  readonly gone: ReadonlySet<number>;
}
export interface Swap {
  readonly releases?: Sitter | undefined;
  readonly takes?: Sitter | undefined;
}

const covers = (sitter: Sitter | undefined, minute: number): boolean =>
  sitter !== undefined && sitter.from <= minute && minute < sitter.to;
const dayOf = (minute: number): number => Math.floor(minute / 1_440);
const isOn = ({ from, to }: Sitter, day: number): boolean => dayOf(from) <= day && day <= dayOf(to - 1);
const allDays = Array.from({ length: DAYS }, (_, day) => day);

/** Whether a hold still keeps its slot: unexpired, and no day has dropped it. */
export const isKept = ({ expiresAt, gone }: Sitter, now: number): boolean =>
  expiresAt === undefined || (now < expiresAt && gone.size === 0);

/** Units at each minute, a hold counted while `now` is before its expiry and where its entry still is. */
export function counted(sitters: readonly Sitter[], now: number): Int32Array {
  const units = new Int32Array(MINUTES);
  for (const sitter of sitters) {
    if (sitter.expiresAt !== undefined && now >= sitter.expiresAt) continue;
    for (let minute = sitter.from; minute < sitter.to; minute += 1) {
      if (!sitter.gone.has(dayOf(minute))) units[minute] = (units[minute] ?? 0) + sitter.units;
    }
  }
  return units;
}

/** The days of a swap: those in which one of its minutes lies. */
export const daysTouched = ({ releases, takes }: Swap): readonly number[] =>
  allDays.filter((day) => (releases && isOn(releases, day)) || (takes && isOn(takes, day)));

/** Why a swap has no room, said by looking at every minute where it takes more than it had. */
export function unroomy(
  others: readonly Sitter[],
  { releases, takes }: Swap,
  capacity: number,
  now: number,
): NoExchange | undefined {
  if (!takes) return undefined;
  const taken = counted(others, now);
  let least = Number.POSITIVE_INFINITY;
  for (let minute = takes.from; minute < takes.to; minute += 1) {
    const had = covers(releases, minute) ? (releases?.units ?? 0) : 0;
    if (takes.units > had) least = Math.min(least, capacity - (taken[minute] ?? 0));
  }
  if (least >= takes.units) return undefined;
  if (takes.units > capacity) return { kind: 'capacity_exceeded', capacity };
  return { kind: 'no_room', unitsLeft: Math.max(0, least) };
}

/** Everyone after a swap that went ahead: who had lapsed is dropped from the days it touched. */
export function swapped(sitters: readonly Sitter[], swap: Swap, now: number): readonly Sitter[] {
  const touched = daysTouched(swap);
  const dropped = (one: Sitter) => new Set([...one.gone, ...touched.filter((day) => isOn(one, day))]);
  const rest = sitters
    .filter((one) => one.bookingId !== swap.releases?.bookingId)
    .map((one) => (one.expiresAt !== undefined && one.expiresAt <= now ? { ...one, gone: dropped(one) } : one));
  return swap.takes ? [...rest, swap.takes] : rest;
}

/** The days that a swap has to write: where someone comes, goes, or has lapsed unnoticed. */
export const daysWritten = (sitters: readonly Sitter[], swap: Swap, now: number): readonly number[] =>
  daysTouched(swap).filter((day) => {
    const comes = swap.takes && isOn(swap.takes, day);
    const there = sitters.filter((one) => isOn(one, day) && !one.gone.has(day));
    const goes = there.some((one) => one.bookingId === swap.releases?.bookingId);
    return comes || goes || there.some((one) => one.expiresAt !== undefined && one.expiresAt <= now);
  });

/** Where two counts part, for people to read; nothing when they agree. */
export function difference(first: number, real: Int32Array, oracle: Int32Array): string | undefined {
  const minute = real.findIndex((units, at) => units !== oracle[at]);
  return minute < 0 ? undefined : `at ${iso(first + minute * 60_000)}: ${real[minute]}, counted ${oracle[minute]}`;
}
