import type { Actor } from '../../src/domain/access/actor.js';
import { type Behaviour, decideOn, exchangeOf } from '../../src/domain/booking/behaviour.js';
import type { BookingStatus } from '../../src/domain/booking/booking.js';
import { type CreateCommand, creationExchange, decideCreate } from '../../src/domain/booking/create.js';
import type { Change, Situation, Verdict } from '../../src/domain/booking/decision.js';
import type {
  BookingState,
  Cancelled,
  Completed,
  Confirmed,
  Expired,
  Held,
  NoShow,
} from '../../src/domain/booking/state.js';
import type { CommandName } from '../../src/domain/booking/transitions.js';
import { daysOf } from '../../src/domain/schedule/exchange.js';
import { DEFAULT_POLICY, type Service } from '../../src/domain/schedule/policy.js';
import type { DayClaim, DayKey, ServiceDay } from '../../src/domain/schedule/service-day.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The day that most rules are about; `NOW` is the morning before. */
export const TODAY = '2030-03-02';
export const TOMORROW = '2030-03-03';
export const at = (time: string, day = TODAY): number => Date.parse(`${day}T${time}:00.000Z`);
export const iso = (instant: number): string => new Date(instant).toISOString();
export const NOW = at('08:00', '2030-03-01');

export const user = (subject = 'ada'): Actor => ({ subject, roles: ['user'] });
export const staff: Actor = { subject: 'desk', roles: ['staff'] };
export const system: Actor = { subject: 'sweeper', roles: ['system'] };

export const service = (given: Partial<Service> = {}): Service => ({
  ...DEFAULT_POLICY,
  serviceId: 'chair',
  name: 'Chair',
  version: 1,
  ...given,
});

type Given<S extends BookingState> = Partial<Omit<S, 'status' | 'claim'>> & {
  readonly units?: number;
  /** The buffers of the policy it was committed under, in minutes. */
  readonly before?: number;
  readonly after?: number;
};

/** 10:00 to 11:00 today for Ada, made an hour before `NOW`. */
function base<S extends BookingState>({ units = 1, before = 0, after = 0, ...given }: Given<S>) {
  const { startsAt = at('10:00'), endsAt = startsAt + HOUR } = given;
  return {
    bookingId: 'b-1',
    userId: 'ada',
    serviceId: 'chair',
    serviceName: 'Chair',
    version: 1,
    createdAt: NOW - HOUR,
    updatedAt: NOW - HOUR,
    ...given,
    startsAt,
    endsAt,
    claim: { from: startsAt - before * MINUTE, to: endsAt + after * MINUTE, units },
  };
}

export const held = (given: Given<Held> = {}): Held => ({
  holdExpiresAt: NOW + 10 * MINUTE,
  ...base<Held>(given),
  status: 'held',
});
export const confirmed = (given: Given<Confirmed> = {}): Confirmed => ({
  confirmedAt: NOW - HOUR,
  ...base<Confirmed>(given),
  status: 'confirmed',
});
export const completed = (given: Given<Completed> = {}): Completed => ({
  confirmedAt: NOW - HOUR,
  completedAt: at('11:00'),
  ...base<Completed>(given),
  status: 'completed',
});
export const noShow = (given: Given<NoShow> = {}): NoShow => ({
  confirmedAt: NOW - HOUR,
  noShowAt: at('11:00'),
  ...base<NoShow>(given),
  status: 'no_show',
});
export const cancelled = (given: Given<Cancelled> = {}): Cancelled => ({
  cancelledAt: NOW - MINUTE,
  cancelledBy: 'ada',
  ...base<Cancelled>(given),
  status: 'cancelled',
});
export const expired = (given: Given<Expired> = {}): Expired => ({
  expiredAt: NOW - 5 * MINUTE,
  ...base<Expired>(given),
  status: 'expired',
});
export const inStatus = { held, confirmed, completed, no_show: noShow, cancelled, expired } as const satisfies Record<
  BookingStatus,
  () => BookingState
>;

const KEEPS_SLOT: readonly BookingStatus[] = ['held', 'confirmed', 'completed', 'no_show'];
const nextMidnight = (instant: number): number => Math.floor(instant / DAY) * DAY + DAY;
const dateOf = (instant: number): string => iso(instant).slice(0, 10);

/** The service days in which exactly these bookings are, written without a line of the code under test. */
export function daysWith(...bookings: readonly BookingState[]): readonly ServiceDay[] {
  const days = new Map<string, DayClaim[]>();
  for (const booking of bookings.filter(({ status }) => KEEPS_SLOT.includes(status))) {
    const { bookingId, claim } = booking;
    for (let from = claim.from; from < claim.to; from = nextMidnight(from)) {
      const to = Math.min(claim.to, nextMidnight(from));
      const claims = days.get(dateOf(from)) ?? [];
      const same = claims.findIndex((it) => it.from === from && it.to === to);
      const [entry = { from, to, confirmedUnits: 0, holds: [] }] = same < 0 ? [] : claims.splice(same, 1);
      const hold = booking.status === 'held' && { bookingId, units: claim.units, expiresAt: booking.holdExpiresAt };
      claims.push(
        hold
          ? { ...entry, holds: [...entry.holds, hold] }
          : { ...entry, confirmedUnits: entry.confirmedUnits + claim.units },
      );
      days.set(dateOf(from), claims);
    }
  }
  return [...days].map(([day, claims]) => ({ serviceId: 'chair', day, version: 7, claims }));
}

export const emptyDay = (day = TODAY): ServiceDay => ({ serviceId: 'chair', day, version: 0, claims: [] });

const loaded = (days: readonly ServiceDay[], keys: readonly DayKey[]): readonly ServiceDay[] =>
  keys.map(({ day }) => days.find((it) => it.day === day) ?? emptyDay(day));

export type World = Partial<Omit<Situation, 'days'>> & { readonly days?: readonly ServiceDay[] };

const situation = ({ days = [], ...given }: World, keys: readonly DayKey[]): Situation => ({
  now: NOW,
  actor: user(),
  service: service(),
  bookable: true,
  ...given,
  days: loaded(days, keys),
});

/** Decides with the days that the behaviour names, as a use case would; by default the booking alone is in them. */
export function decide<N extends CommandName, C>(
  behaviour: Behaviour<N, C>,
  state: BookingState,
  command: C,
  world: World = {},
): Verdict {
  const policy = world.service ?? service();
  const keys = daysOf(state.serviceId, exchangeOf(behaviour, state, command, policy));
  return decideOn(behaviour, state, command, situation({ days: daysWith(state), ...world }, keys));
}

export function create(given: Partial<CreateCommand> = {}, world: World = {}, bookingId = 'b-1'): Verdict {
  const command = { userId: 'ada', serviceId: 'chair', dateTime: at('10:00'), ...given };
  const keys = daysOf(command.serviceId, creationExchange(bookingId, command, world.service ?? service()));
  return decideCreate(bookingId, command, situation(world, keys));
}

/** Names the booking of the builders in a command. */
export const B1 = { bookingId: 'b-1' } as const;

export function changeOf(verdict: Verdict): Change {
  if (verdict.isOk()) return verdict.value;
  throw new Error(`refused: ${JSON.stringify(verdict.error)}`);
}

export function refusalOf(verdict: Verdict): { readonly kind: string } {
  if (verdict.isErr()) return verdict.error;
  throw new Error(`went ahead: ${JSON.stringify(verdict.value)}`);
}

/** Units taken in the days at one instant, holds counted while unexpired at `now`. */
export function takenAt(days: readonly ServiceDay[], instant: number, now: number): number {
  let units = 0;
  for (const { from, to, confirmedUnits, holds } of days.flatMap((day) => day.claims)) {
    if (from > instant || to <= instant) continue;
    units += confirmedUnits;
    for (const hold of holds) if (hold.expiresAt > now) units += hold.units;
  }
  return units;
}
