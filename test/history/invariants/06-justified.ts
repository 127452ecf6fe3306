import type { Called, Told } from '../history.js';
import { isRemembered } from '../model/answers.js';
import type { Evidence, Exchanged } from '../model/evidence.js';
import { isAlreadySo } from '../refusals/access.js';
import { changesNothing, GROUNDS } from '../refusals/grounds.js';
import { type Scene, textIn } from '../refusals/scene.js';
import type { Invariant } from './invariant.js';

/** For a first answer that refuses or changes nothing, some state between call and answer is one that says so. */
export const answersAreJustified: Invariant = (evidence, report) => {
  for (const exchanged of evidence.calls) {
    for (const { answer, at, clock } of exchanged.answers) {
      const isJust = questionOf(evidence, exchanged, answer);
      const begun = isJust && begunBy(evidence, exchanged, answer);
      if (!begun) continue;
      const window = { ...begun, until: at, latestClock: Math.max(clock, begun.latestClock) };
      if (!scenesOf(evidence, exchanged.call, window).some(isJust)) {
        const said = 'refusal' in answer ? JSON.stringify(answer.refusal) : 'nothing to change';
        report(`call ${exchanged.call.call} (${exchanged.call.operation}) was told ${said}, and at no time was it so`);
      }
    }
  }
};

type Question = (scene: Scene) => boolean;

/** What has to hold of some scene; undefined where the answer says nothing that a state could bear out. */
function questionOf({ requests, world }: Evidence, { call }: Exchanged, answer: Told): Question | undefined {
  if ('bookings' in answer) return undefined;
  if ('refusal' in answer) {
    const ground = GROUNDS[answer.refusal.kind];
    return ground && ((scene) => ground(scene, answer.refusal));
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
  return (scene) => isThere(scene) && (isAlreadySo(scene) || changesNothing(scene));
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
 * call for the same request that was lost can have brought it about.
 */
function begunBy({ requests }: Evidence, { call }: Exchanged, answer: Told): Omit<Window, 'until'> | undefined {
  const own = { from: call.at, earliestClock: call.clock, latestClock: -Infinity };
  if ('bookings' in answer || !answer.replayed) return own;
  const calls = requests.get(call.request)?.calls ?? [];
  const isHeard = calls.some(({ answers }) => answers.some((it) => isRemembered(it.answer) && !it.answer.replayed));
  if (isHeard) return undefined;
  const lost = calls.filter(({ losses }) => losses.length > 0);
  return lost.reduce(
    (window, { call: earlier, losses }) => ({
      from: Math.min(window.from, earlier.at),
      earliestClock: Math.min(window.earliestClock, earlier.clock),
      latestClock: Math.max(window.latestClock, ...losses.map((loss) => loss.clock ?? -Infinity)),
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
