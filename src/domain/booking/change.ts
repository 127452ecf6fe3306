import { isStaff } from '../access/actor.js';
import { err, ok } from '../result.js';
import { claimOf, isTooLong } from '../schedule/claim.js';
import { exchange, type Exchange } from '../schedule/exchange.js';
import { MINUTE } from '../schedule/interval.js';
import { isAlive } from '../schedule/occupant.js';
import type { Policy } from '../schedule/policy.js';
import { brokenRule, type Slot } from '../schedule/rules.js';
import type { Behaviour } from './behaviour.js';
import { holdExpired, windowPassed } from './deadlines.js';
import { type Situation, unchanged, type Verdict } from './decision.js';
import { type BookingDetails, type DetailsPatch, mergedDetails, sameDetails } from './details.js';
import { toRefusal } from './fit.js';
import { toBooking, toEvent } from './publish.js';
import type { Refusal } from './refusals.js';
import { nextVersion, occupantOf, type OpenState } from './state.js';

/** What is absent stays as it is; the booking keeps its own duration, not today's policy's. */
export interface ChangeCommand extends DetailsPatch {
  readonly bookingId: string;
  readonly dateTime?: number | undefined;
  readonly durationMinutes?: number | undefined;
  readonly units?: number | undefined;
}

/** An unchanged slot keeps its claim interval, whatever the buffers are today. */
function targetOf(open: OpenState, command: ChangeCommand, policy: Policy): Slot {
  const ownDuration = open.endsAt - open.startsAt;
  const startsAt = command.dateTime ?? open.startsAt;
  const endsAt = startsAt + (command.durationMinutes === undefined ? ownDuration : command.durationMinutes * MINUTE);
  const units = command.units ?? open.claim.units;
  const stays = startsAt === open.startsAt && endsAt === open.endsAt;
  return { startsAt, endsAt, claim: stays ? { ...open.claim, units } : claimOf(startsAt, endsAt, units, policy) };
}

const moves = (open: OpenState, target: Slot): boolean =>
  target.startsAt !== open.startsAt || target.endsAt !== open.endsAt || target.claim.units !== open.claim.units;

const changed = (open: OpenState, target: Slot, details: BookingDetails, now: number): OpenState => {
  const base = { ...nextVersion(open, now, details), ...target };
  return open.status === 'held'
    ? { ...base, status: open.status, holdExpiresAt: Math.min(open.holdExpiresAt, target.startsAt) }
    : { ...base, status: open.status, confirmedAt: open.confirmedAt };
};

function refusedMove(open: OpenState, target: Slot, situation: Situation): Refusal | undefined {
  const { now, actor, service, bookable, days } = situation;
  if (open.status === 'held' && !isAlive(days, occupantOf(open), now)) return holdExpired(open.holdExpiresAt);
  const passed = windowPassed(open, situation);
  if (passed) return passed;
  if (!bookable) return { kind: 'service_unknown', serviceId: open.serviceId };
  const newStart = target.startsAt !== open.startsAt;
  const newDuration = target.endsAt - target.startsAt !== open.endsAt - open.startsAt;
  return brokenRule({ ...target, now, policy: service, staff: isStaff(actor), newStart, newDuration });
}

function decideChange(open: OpenState, command: ChangeCommand, situation: Situation): Verdict {
  const { now, actor, service, days } = situation;
  if (open.status === 'held' && now >= open.holdExpiresAt) return err(holdExpired(open.holdExpiresAt));
  const details = mergedDetails(open, command);
  if (details.isErr()) return err(details.error);
  const target = targetOf(open, command, service);

  if (!moves(open, target)) {
    if (sameDetails(open, details.value)) return ok(unchanged(open));
    const state = changed(open, target, details.value, now);
    return ok({ state, event: toEvent('BookingUpdated', toBooking(state), actor), days: [] });
  }

  const refusal = refusedMove(open, target, situation);
  if (refusal) return err(refusal);
  const state = changed(open, target, details.value, now);
  const written = exchange(days, { releases: occupantOf(open), takes: occupantOf(state) }, service.capacity, now);
  if (written.isErr()) return err(toRefusal(written.error, state));
  const { dateTime, endsAt, units } = toBooking(open);
  const previous = Object.freeze({ dateTime, endsAt, units });
  const event = toEvent('BookingRescheduled', toBooking(state), actor, { previous });
  return ok({ state, event, days: written.value });
}

function exchangeFor(open: OpenState, command: ChangeCommand, policy: Policy): Exchange {
  const { claim, ...slot } = targetOf(open, command, policy);
  const releases = occupantOf(open);
  if (!moves(open, { claim, ...slot })) return {};
  return isTooLong(claim) ? { releases } : { releases, takes: { bookingId: open.bookingId, claim } };
}

/** One behaviour under the two names that callers know it by. */
const changing = { exchange: exchangeFor, decide: decideChange };
export const update: Behaviour<'update', ChangeCommand> = { command: 'update', ...changing };
export const reschedule: Behaviour<'reschedule', ChangeCommand> = { command: 'reschedule', ...changing };
