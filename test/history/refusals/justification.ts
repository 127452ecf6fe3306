import type { Called, Told } from '../history.js';
import { isRemembered } from '../model/answers.js';
import type { Evidence, Exchanged } from '../model/evidence.js';
import { isAlreadySo } from './access.js';
import { saysWhatIsSo } from './facts.js';
import { changesNothing, GROUNDS, isAtVersion, isReached } from './grounds.js';
import { type Scene, textIn } from './scene.js';

export interface Unjustified {
  readonly call: Called;
  readonly answer: Told;
  /** It would be right if holds counted that had lapsed by every clock it can have been decided by. */
  readonly countsLapsedHolds: boolean;
}

/** First answers that refuse or change nothing, though at no time between call and answer they had to. */
export function* unjustified(evidence: Evidence): Generator<Unjustified> {
  for (const exchanged of evidence.calls) {
    const { call } = exchanged;
    for (const { answer, at, clock } of exchanged.answers) {
      const isJust = questionOf(evidence, exchanged, answer);
      const begun = isJust && begunBy(evidence, exchanged, answer);
      if (!begun) continue;
      const window = { ...begun, until: at, latestClock: Math.max(clock, begun.latestClock) };
      const scenes = scenesOf(evidence, call, window);
      if (scenes.some(isJust)) continue;
      yield { call, answer, countsLapsedHolds: scenes.some((scene) => isFullOfLapsedHolds(scene, answer)) };
    }
  }
}

function isFullOfLapsedHolds(scene: Scene, answer: Told): boolean {
  if (!('refusal' in answer) || answer.refusal.kind !== 'slot_unavailable') return false;
  const { refusal } = answer;
  const isFull = (seen: Scene): boolean => GROUNDS[refusal.kind]?.(seen, refusal) ?? false;
  return isReached(scene, refusal) && !isFull(scene) && isFull({ ...scene, earliestClock: -Infinity });
}

type Question = (scene: Scene) => boolean;

/** What has to hold of some scene; undefined where the answer says nothing that a state could bear out. */
function questionOf({ requests, world }: Evidence, { call }: Exchanged, answer: Told): Question | undefined {
  if ('bookings' in answer) return undefined;
  if ('refusal' in answer) {
    const { refusal } = answer;
    const ground = GROUNDS[refusal.kind];
    return ground && ((scene) => ground(scene, refusal) && isReached(scene, refusal) && saysWhatIsSo(scene, refusal));
  }
  const { bookingId, version } = answer.booking;
  // What was never committed is told of elsewhere.
  if (!world.versions(bookingId).some(({ booking }) => booking.version === version)) return undefined;
  const isEffect = requests
    .get(call.request)
    ?.effects.some(({ after }) => after.booking.bookingId === bookingId && after.booking.version === version);
  if (isEffect) return undefined;
  const isThere: Question = ({ booking }) => booking?.booking.version === version;
  if (call.operation === 'get') return isThere;
  return (scene) => isThere(scene) && isAtVersion(scene) && (isAlreadySo(scene) || changesNothing(scene));
}

/** When an answer can have been decided, and by what clocks. */
interface Window {
  readonly from: number;
  readonly until: number;
  readonly earliestClock: number;
  readonly latestClock: number;
}

/**
 * Since when it can have been decided; undefined for a replay whose first answer was heard. Where that one was not, any
 * call for the same request can have brought it about.
 */
function begunBy({ requests }: Evidence, { call }: Exchanged, answer: Told): Omit<Window, 'until'> | undefined {
  const own = { from: call.at, earliestClock: call.clock, latestClock: -Infinity };
  if ('bookings' in answer || !answer.replayed) return own;
  const calls = requests.get(call.request)?.calls ?? [];
  const isHeard = calls.some(({ answers }) => answers.some((it) => isRemembered(it.answer) && !it.answer.replayed));
  if (isHeard) return undefined;
  return calls.reduce(
    (window, { call: other, answers, losses }) => ({
      from: Math.min(window.from, other.at),
      earliestClock: Math.min(window.earliestClock, other.clock),
      latestClock: Math.max(window.latestClock, ...[...answers, ...losses].map((end) => end.clock ?? -Infinity)),
    }),
    own,
  );
}

function scenesOf({ world, moments, policies }: Evidence, call: Called, window: Window): readonly Scene[] {
  const { from, until, earliestClock, latestClock } = window;
  const bookingId = textIn(call, 'bookingId');
  return moments.statesBetween(from, until).flatMap((state) => {
    const booking = bookingId === undefined ? undefined : world.booking(bookingId, state);
    const serviceId = booking?.booking.serviceId ?? textIn(call, 'serviceId') ?? '';
    return policies
      .between(serviceId, from, until)
      .map((inForce) => ({ call, world, state, inForce, earliestClock, latestClock, booking }));
  });
}
