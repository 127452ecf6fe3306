import { isStaff } from '../access/actor.js';
import { err, ok } from '../result.js';
import { claimOf, isTooLong } from '../schedule/claim.js';
import { exchange, type Exchange } from '../schedule/exchange.js';
import { MINUTE } from '../schedule/interval.js';
import type { Policy } from '../schedule/policy.js';
import { brokenRule, type Slot } from '../schedule/rules.js';
import type { Situation, Verdict } from './decision.js';
import { detailsOf } from './details.js';
import { toRefusal } from './fit.js';
import { toBooking, toEvent } from './publish.js';
import { type Confirmed, type Held, occupantOf } from './state.js';

/** A validated request for a new booking; instants in epoch milliseconds, what was left out is absent. */
export interface CreateCommand {
  readonly userId: string;
  readonly serviceId: string;
  readonly dateTime: number;
  readonly serviceName?: string | undefined;
  readonly durationMinutes?: number | undefined;
  readonly units?: number | undefined;
  readonly hold?: boolean | undefined;
  readonly notes?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

function slotOf({ dateTime, durationMinutes, units = 1 }: CreateCommand, policy: Policy): Slot {
  const endsAt = dateTime + (durationMinutes ?? policy.durationMinutes) * MINUTE;
  return { startsAt: dateTime, endsAt, claim: claimOf(dateTime, endsAt, units, policy) };
}

/** What it would take, to name the service days. */
export function creationExchange(bookingId: string, command: CreateCommand, policy: Policy): Exchange {
  const { claim } = slotOf(command, policy);
  return isTooLong(claim) ? {} : { takes: { bookingId, claim } };
}

export function decideCreate(
  bookingId: string,
  command: CreateCommand,
  { now, actor, service, bookable, days }: Situation,
): Verdict {
  if (!bookable) return err({ kind: 'service_unknown', serviceId: command.serviceId });
  const slot = slotOf(command, service);
  const staff = isStaff(actor);
  const broken = brokenRule({ ...slot, now, policy: service, staff, newStart: true, newDuration: true });
  if (broken) return err(broken);

  const base = {
    ...detailsOf(command),
    bookingId,
    userId: command.userId,
    serviceId: command.serviceId,
    serviceName: service.version > 0 ? service.name : (command.serviceName ?? service.name),
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    claim: slot.claim,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const state: Held | Confirmed = command.hold
    ? { ...base, status: 'held', holdExpiresAt: Math.min(now + service.holdMinutes * MINUTE, slot.startsAt) }
    : { ...base, status: 'confirmed', confirmedAt: now };

  const written = exchange(days, { takes: occupantOf(state) }, service.capacity, now);
  if (written.isErr()) return err(toRefusal(written.error, state));
  const event =
    state.status === 'held'
      ? toEvent('BookingHeld', toBooking(state), actor)
      : toEvent('BookingConfirmed', toBooking(state), actor);
  return ok({ state, event, days: written.value });
}
