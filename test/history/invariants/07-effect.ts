import type { BookingEventType } from '../../../src/index.js';
import type { Called, Operation } from '../history.js';
import type { Evidence } from '../model/evidence.js';
import { MINUTE } from '../model/interval.js';
import type { Step } from '../model/world.js';
import { GROUNDS, RULES } from '../refusals/grounds.js';
import { instantIn, numberIn, type Scene, textIn } from '../refusals/scene.js';
import { wrongDetail } from './07-details.js';
import { commitNamed, type Report } from './invariant.js';
import { policiesOf } from './policies-of.js';

const EFFECTS: Readonly<Record<Operation, readonly BookingEventType[]>> = {
  create: ['BookingHeld', 'BookingConfirmed'],
  confirm: ['BookingConfirmed'],
  reschedule: ['BookingRescheduled', 'BookingUpdated'],
  update: ['BookingRescheduled', 'BookingUpdated'],
  cancel: ['BookingCancelled'],
  complete: ['BookingCompleted'],
  no_show: ['BookingNoShow'],
  expire: ['BookingExpired'],
  get: [],
  list: [],
};

/** The effect of a request is the one it asked for, and no rule stood against it. */
export function judgeEffect(evidence: Evidence, step: Step, report: Report): void {
  const call = evidence.requests.get(step.entry.request ?? '')?.calls[0]?.call;
  if (!call) return;
  if (!isAskedFor(call, step) || !lastsAsAsked(evidence, call, step)) {
    report(`${commitNamed(step)} is not what was asked for: ${JSON.stringify(call.input)}`);
  }
  if (call.ifMatch !== undefined && step.before && call.ifMatch !== step.before.booking.version) {
    report(`${commitNamed(step)} was asked for on version ${call.ifMatch} only`);
  }
  const wrong = wrongDetail(call, step);
  if (wrong !== undefined) report(`${commitNamed(step)} has a wrong ${wrong}, asked for was ${JSON.stringify(call.input)}`);
  const scenes = policiesOf(evidence, step).map((inForce) => sceneOf(evidence, step, call, inForce));
  const [broken] = scenes.map(brokenRule);
  if (broken !== undefined && scenes.every((scene) => brokenRule(scene) !== undefined)) {
    report(`${commitNamed(step)} was done where it should have been refused as ${broken}`);
  }
}

function isAskedFor(call: Called, { entry: { event }, after, before }: Step): boolean {
  const { booking } = event;
  if (!EFFECTS[call.operation].includes(event.type)) return false;
  const isCreate = call.operation === 'create';
  if (isCreate !== (before === undefined)) return false;
  if (isCreate) {
    const isHold = call.input['hold'] === true;
    if (booking.userId !== textIn(call, 'userId') || booking.serviceId !== textIn(call, 'serviceId')) return false;
    if ((event.type === 'BookingHeld') !== isHold) return false;
  } else if (booking.bookingId !== textIn(call, 'bookingId')) return false;

  return (
    after.startsAt === (instantIn(call, 'dateTime') ?? before?.startsAt) &&
    booking.units === (numberIn(call, 'units') ?? before?.booking.units ?? 1)
  );
}

/** For how long is said by the call; else a booking keeps its own duration, and a new one has its service's. */
function lastsAsAsked(evidence: Evidence, call: Called, step: Step): boolean {
  const { before, after } = step;
  const lasts = after.endsAt - after.startsAt;
  const minutes = numberIn(call, 'durationMinutes');
  if (minutes !== undefined) return lasts === minutes * MINUTE;
  if (before) return lasts === before.endsAt - before.startsAt;
  return policiesOf(evidence, step).some(({ policy }) => lasts === policy.durationMinutes * MINUTE);
}

const sceneOf = ({ world }: Evidence, step: Step, call: Called, inForce: Scene['inForce']): Scene => ({
  call,
  world,
  state: step.at - 1,
  inForce,
  earliestClock: step.entry.clock,
  latestClock: step.entry.clock,
  booking: step.before,
});

const brokenRule = (scene: Scene): string | undefined => RULES.find((kind) => GROUNDS[kind]?.(scene, { kind }));
