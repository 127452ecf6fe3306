import type { ServiceDay } from '../../../src/domain/schedule/service-day.js';
import type { Committed } from '../history.js';
import { DAY, type Part } from './interval.js';
import { isListed, type Taken, withoutLapsed, withoutVersion, withVersion } from './taken.js';
import { type Version, versionOf } from './version.js';

interface DayVersion {
  /** The number of the commit that made it. */
  readonly at: number;
  readonly taken: Taken;
  /** As stored; undefined where no commit said. */
  readonly version: number | undefined;
}

/** A service day that a commit has to do with. */
export interface Touched {
  readonly serviceId: string;
  readonly day: number;
  readonly before: DayVersion | undefined;
  /** What is to be there afterwards. */
  readonly expected: Taken;
  /** What is there afterwards; undefined where the history does not say. */
  readonly stored: Taken | undefined;
  readonly written: ServiceDay | undefined;
}

/** One commit, with what it found and what it left. */
export interface Step {
  readonly at: number;
  readonly entry: Committed;
  readonly before: Version | undefined;
  readonly after: Version;
  /** What it gives back to and takes of service days; both undefined when it has nothing to do with them. */
  readonly releases: Version | undefined;
  readonly takes: Version | undefined;
  readonly touched: readonly Touched[];
  /** Days it wrote without having to do with them. */
  readonly strays: readonly ServiceDay[];
}

const NOTHING: Taken = [];
const dayKey = (serviceId: string, day: number): string => `${serviceId} ${day}`;
export const dayNumberOf = ({ day }: ServiceDay): number => Date.parse(day) / DAY;

/** The last of a series that was there after commit `at`. */
function lastBy<T extends { readonly at: number }>(series: readonly T[] | undefined, at: number): T | undefined {
  return series?.findLast((one) => one.at <= at);
}

const exchanged = ({ event }: Committed, before: Version | undefined, after: Version): Pick<Step, 'releases' | 'takes'> => {
  switch (event.type) {
    case 'BookingHeld':
    case 'BookingConfirmed':
    case 'BookingRescheduled':
      return { releases: before, takes: after };
    case 'BookingCancelled':
    case 'BookingExpired':
      return { releases: before, takes: undefined };
    case 'BookingUpdated':
    case 'BookingCompleted':
    case 'BookingNoShow':
      return { releases: undefined, takes: undefined };
  }
};

/** Every state that was committed, by the number of the commit that made it; the state -1 is the empty one. */
export class World {
  readonly steps: Step[] = [];
  /** The bookings that a service ever had. */
  readonly ofService = new Map<string, Set<string>>();
  readonly #bookings = new Map<string, Version[]>();
  readonly #days = new Map<string, DayVersion[]>();

  constructor(commits: Iterable<Committed>) {
    for (const entry of commits) this.#add(entry);
  }

  get bookingIds(): Iterable<string> {
    return this.#bookings.keys();
  }
  versions(bookingId: string): readonly Version[] {
    return this.#bookings.get(bookingId) ?? [];
  }
  /** The booking as it was after commit `at`. */
  booking(bookingId: string, at: number): Version | undefined {
    return lastBy(this.#bookings.get(bookingId), at);
  }
  /** What was taken of a service day after commit `at`. */
  taken(serviceId: string, day: number, at: number): Taken {
    return lastBy(this.#days.get(dayKey(serviceId, day)), at)?.taken ?? NOTHING;
  }
  /** Every service day that something was ever done to, as it is last. */
  *lastDays(): Iterable<readonly [key: string, last: DayVersion]> {
    for (const [key, series] of this.#days) {
      const last = series.at(-1);
      if (last) yield [key, last];
    }
  }
  /** A hold that is in all its days, whatever the time. */
  isWhole(hold: Version, at: number): boolean {
    const { serviceId } = hold.booking;
    return hold.parts.every((part) => isListed(this.taken(serviceId, part.day, at), part, hold));
  }
  /** A hold that counts for someone with this clock. */
  isAlive(hold: Version, at: number, clock: number): boolean {
    return hold.expiresAt !== undefined && clock < hold.expiresAt && this.isWhole(hold, at);
  }

  #add(entry: Committed): void {
    const at = this.steps.length;
    const { bookingId, serviceId } = entry.event.booking;
    const before = this.#bookings.get(bookingId)?.at(-1);
    const after = versionOf(entry, at);
    const { releases, takes } = exchanged(entry, before, after);
    const days = new Set([...(releases?.parts ?? []), ...(takes?.parts ?? [])].map(({ day }) => day));
    const touched = [...days].map((day) => this.#touch(entry, day, releases, takes, at));
    const strays = (entry.days ?? []).filter(
      (day) => day.serviceId !== serviceId || !days.has(dayNumberOf(day)),
    );
    for (const day of strays) this.#keep(day.serviceId, dayNumberOf(day), { at, taken: day.claims, version: day.version });
    push(this.#bookings, bookingId, after);
    const ids = this.ofService.get(serviceId);
    if (ids) ids.add(bookingId);
    else this.ofService.set(serviceId, new Set([bookingId]));
    this.steps.push({ at, entry, before, after, releases, takes, touched, strays });
  }

  #touch(entry: Committed, day: number, releases: Version | undefined, takes: Version | undefined, at: number): Touched {
    const { serviceId } = entry.event.booking;
    const before = this.#days.get(dayKey(serviceId, day))?.at(-1);
    const was = before?.taken ?? NOTHING;
    const isHere = (part: Part): boolean => part.day === day;
    const old = releases?.parts.find(isHere);
    const next = takes?.parts.find(isHere);
    // A day that the commit left alone was read before others wrote it, perhaps: nothing was dropped from it.
    const written = entry.days?.find((it) => it.serviceId === serviceId && dayNumberOf(it) === day);
    let expected = entry.days && !written ? was : withoutLapsed(was, entry.clock);
    if (releases && old) expected = withoutVersion(expected, old, releases);
    if (takes && next) expected = withVersion(expected, next, takes);

    const stored = entry.days && (written?.claims ?? was);
    // Where the store went its own way, what follows is judged by what it did, so that one fault is told once.
    this.#keep(serviceId, day, { at, taken: stored ?? expected, version: written?.version ?? before?.version });
    return { serviceId, day, before, expected, stored, written };
  }

  #keep(serviceId: string, day: number, version: DayVersion): void {
    push(this.#days, dayKey(serviceId, day), version);
  }
}

function push<T>(series: Map<string, T[]>, key: string, one: T): void {
  const list = series.get(key);
  if (list) list.push(one);
  else series.set(key, [one]);
}
