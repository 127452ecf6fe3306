import { DAY, MINUTE, partsOf } from '../model/interval.js';
import { goesAhead, isAlreadySo, mayDo, maySee } from './access.js';
import { unitsLeftIn } from './room.js';
import { isChange, isOpen, isStaff, moves, type Scene, targetOf, textIn } from './scene.js';

export interface Refusal {
  readonly kind: string;
}
/** Whether the scene is one in which the call is refused like this. */
export type Ground = (scene: Scene, refusal: Refusal) => boolean;

const MAX_CLAIM = 31 * DAY;
/** A service day is called full at 300 KB; counted roughly, a smaller one is not. */
const NEARLY_FULL = 200 * 1024;

const fact = (refusal: Refusal, name: string): unknown => Reflect.get(refusal, name);

const isTooLate: Ground = (scene) => {
  const { booking, call, inForce, latestClock } = scene;
  const isMove = !isChange(call) || isMoving(scene);
  const latest = (booking?.startsAt ?? NaN) - inForce.policy.cancellationNoticeMinutes * MINUTE;
  return booking?.status === 'confirmed' && isMove && !isStaff(call) && latestClock > latest;
};

function isMoving(scene: Scene): boolean {
  const target = targetOf(scene);
  return target !== undefined && (!scene.booking || moves(target, scene.booking));
}

const hasLapsed: Ground = ({ booking, call, world, state, latestClock }, refusal) => {
  if (!booking || !(isChange(call) || call.operation === 'confirm')) return false;
  const told = fact(refusal, 'holdExpiresAt');
  if (booking.booking.status === 'expired') return told === undefined || told === booking.booking.expiredAt;
  if (booking.booking.status !== 'held') return false;
  const isTold = told === undefined || told === booking.booking.holdExpiresAt;
  return isTold && (latestClock >= Date.parse(booking.booking.holdExpiresAt) || !world.isWhole(booking, state));
};

const hasNoRoom: Ground = (scene) => {
  const target = targetOf(scene);
  return target !== undefined && unitsLeftIn(scene).some(([least]) => least < target.units);
};

const isNearlyFull: Ground = (scene) => {
  const { world, state, booking, call } = scene;
  const serviceId = booking?.booking.serviceId ?? textIn(call, 'serviceId') ?? '';
  return (targetOf(scene)?.raised ?? [])
    .flatMap(partsOf)
    .some(({ day }) => JSON.stringify(world.taken(serviceId, day, state)).length > NEARLY_FULL);
};

/** By the code of a refusal. A code that is not here says nothing about a state. */
export const GROUNDS: Readonly<Record<string, Ground>> = {
  not_found: ({ call, booking }) =>
    call.operation !== 'create' && (!booking || !maySee(call, booking.booking.userId)),
  forbidden: ({ call, booking }) => {
    // What one may not see does not exist.
    if (booking && !maySee(call, booking.booking.userId)) return false;
    const owner = booking?.booking.userId ?? textIn(call, 'userId') ?? call.actor.subject;
    return !mayDo(call, call.operation, owner);
  },
  version_mismatch: ({ call, booking }, refusal) => {
    const current = fact(refusal, 'current');
    const version = booking?.booking.version;
    return version !== undefined && call.ifMatch !== version && (current === undefined || current === version);
  },
  illegal_transition: (scene, refusal) => {
    const { booking, call, earliestClock } = scene;
    const from = fact(refusal, 'from');
    if (!booking || (from !== undefined && from !== booking.status) || isAlreadySo(scene)) return false;
    const isEarly = call.operation === 'expire' && earliestClock < (booking.expiresAt ?? 0);
    return !goesAhead(scene) || isEarly;
  },
  hold_expired: hasLapsed,
  slot_unavailable: hasNoRoom,
  capacity_exceeded: (scene) => {
    const target = targetOf(scene);
    return target !== undefined && target.raised.length > 0 && target.units > scene.inForce.policy.capacity;
  },
  service_day_full: isNearlyFull,
  in_the_past: (scene) => {
    const target = targetOf(scene);
    return target !== undefined && target.hasNewStart && target.startsAt <= scene.latestClock;
  },
  notice_too_short: (scene) => {
    const target = targetOf(scene);
    const notice = scene.inForce.policy.minNoticeMinutes * MINUTE;
    return (
      target !== undefined &&
      target.hasNewStart &&
      !isStaff(scene.call) &&
      target.startsAt < scene.latestClock + notice
    );
  },
  beyond_horizon: (scene) => {
    const target = targetOf(scene);
    const horizon = scene.inForce.policy.maxHorizonDays * DAY;
    return (
      target !== undefined &&
      target.hasNewStart &&
      !isStaff(scene.call) &&
      target.startsAt > scene.earliestClock + horizon
    );
  },
  slot_too_long: (scene) => {
    const target = targetOf(scene);
    return target !== undefined && target.claim.to - target.claim.from > MAX_CLAIM && isMoving(scene);
  },
  duration_not_allowed: (scene) => {
    const target = targetOf(scene);
    if (!target?.hasNewDuration || isStaff(scene.call)) return false;
    const { durationMinutes, minDurationMinutes, maxDurationMinutes } = scene.inForce.policy;
    const minutes = (target.endsAt - target.startsAt) / MINUTE;
    const isWithin =
      minutes >= (minDurationMinutes ?? durationMinutes) && minutes <= (maxDurationMinutes ?? durationMinutes);
    return minutes !== durationMinutes && !isWithin;
  },
  cancellation_window_passed: (scene, refusal) =>
    (scene.call.operation === 'cancel' || isChange(scene.call)) && isOpen(scene) && isTooLate(scene, refusal),
  not_started: (scene) => {
    const { call, booking, earliestClock } = scene;
    const isClosing = call.operation === 'complete' || call.operation === 'no_show';
    return isClosing && goesAhead(scene) && earliestClock < (booking?.startsAt ?? 0);
  },
  service_unknown: (scene) => !scene.inForce.isKnown && (scene.call.operation === 'create' || isMoving(scene)),
};

/** A code of these is given only where the booking is at the version that the call asks for. */
const BEFORE_VERSION: readonly string[] = ['not_found', 'forbidden', 'version_mismatch'];
/** A code of these is given only where no rule of time stands against the call. */
const AFTER_RULES: readonly string[] = ['capacity_exceeded', 'slot_unavailable', 'service_day_full'];

export const isAtVersion = ({ call: { ifMatch }, booking }: Scene): boolean =>
  ifMatch === undefined || !booking || ifMatch === booking.booking.version;

/** Whether the call can get as far as this refusal: nothing that is looked at before stands against it. */
export function isReached(scene: Scene, { kind }: Refusal): boolean {
  if (!BEFORE_VERSION.includes(kind) && !isAtVersion(scene)) return false;
  return !AFTER_RULES.includes(kind) || !isStopped(scene);
}

/** By every clock that it can have been decided by, a rule of time stands against it: then nobody asks for room. */
function isStopped(scene: Scene): boolean {
  const surely = { ...scene, earliestClock: scene.latestClock, latestClock: scene.earliestClock };
  return RULES.some((kind) => GROUNDS[kind]?.(surely, { kind }));
}

/** Whether a change leaves the booking as it is. */
export function changesNothing(scene: Scene): boolean {
  const { call, booking } = scene;
  if (!booking || !isChange(call) || !isOpen(scene) || isMoving(scene)) return false;
  const { notes, metadata } = booking.booking;
  const [wanted, patch] = [call.input['notes'], call.input['metadata']];
  const keepsNotes = wanted === undefined || (wanted ?? undefined) === notes;
  const pairs = typeof patch === 'object' && patch !== null ? Object.entries(patch) : [];
  return keepsNotes && pairs.every(([name, value]) => (value ?? undefined) === metadata?.[name]);
}

/** The rules that time decides: a command that one of them stands against must not succeed. */
export const RULES = [
  'in_the_past', 'notice_too_short', 'beyond_horizon', 'slot_too_long', 'duration_not_allowed',
  'cancellation_window_passed', 'not_started',
] as const;

