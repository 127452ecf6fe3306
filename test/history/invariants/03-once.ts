import { isKeyReused, isRemembered, isUnfinished } from '../model/answers.js';
import type { Asked, Evidence, Exchanged } from '../model/evidence.js';
import { same } from '../model/same.js';
import { commitNamed, type Invariant, type Report } from './invariant.js';
import { endsBefore, isCall, isForgotten, type Keyed, keyedIn, liveTogether, type Mark } from './keys.js';

/** One request has one effect, and one key one answer while its record lives. */
export const happensOnce: Invariant = (evidence, report) => {
  for (const [name, asked] of evidence.requests) judgeEffects(name, asked, evidence, report);
  for (const { entry, ...step } of evidence.world.steps) {
    if (entry.request === undefined && entry.event.type !== 'BookingExpired') {
      report(`${commitNamed({ entry, ...step })} is an effect that nobody asked for`);
    }
  }
  for (const keyed of keyedIn(evidence)) judgeKey(keyed, evidence, report);
};

function judgeEffects(name: string, { calls, effects }: Asked, evidence: Evidence, report: Report): void {
  const [first, ...more] = effects;
  if (!first) return;
  const [call] = calls;
  if (!call) return report(`${commitNamed(first)} is for a request that was never made`);
  const again = more.find((effect) => call.call.key === undefined || liveTogether(first, effect, evidence));
  if (again) report(`request ${name} has two effects: ${commitNamed(first)} and ${commitNamed(again)}`);
}

function judgeKey({ name, calls, effects }: Keyed, evidence: Evidence, report: Report): void {
  const { rememberMs } = evidence;
  const answered = calls.filter(({ answers }) => answers.some(({ answer }) => isRemembered(answer)));
  const reused = calls.filter(({ answers }) => answers.some(({ answer }) => isKeyReused(answer)));
  const marks: readonly Mark[] = [...answered, ...effects];
  for (const [at, one] of marks.entries()) {
    for (const other of marks.slice(at + 1)) {
      if (!liveTogether(one, other, evidence)) continue;
      const wrong = requestOf(one) === requestOf(other) ? contradiction(one, other) : 'two requests were served';
      if (wrong) report(`key ${name}: ${wrong}: ${shown(one)}, ${shown(other)}`);
    }
  }
  for (const call of answered) {
    const isReplay = call.answers.some(({ answer }) => isRemembered(answer) && answer.replayed);
    if (isReplay && !calls.some((source) => canBeSource(source, call) && !isForgotten(source, call, rememberMs))) {
      report(`key ${name}: ${shown(call)} is a replay of nothing`);
    }
  }
  for (const call of reused) {
    const others = calls.filter((other) => requestOf(other) !== requestOf(call) && other.call.at <= lastAt(call));
    if (others.every((other) => isForgotten(other, call, rememberMs))) {
      report(`key ${name}: ${shown(call)} is told that the key is another request's, and there is none`);
    }
    // One that came later may have found the other's record expired; whether it had is judged between those two.
    const isOwn = (mark: Mark): boolean => requestOf(mark) === requestOf(call) && endsBefore(mark, call);
    const own = marks.find((mark) => isOwn(mark) && liveTogether(mark, call, evidence));
    if (own) report(`key ${name}: ${shown(call)} is told that its own key is another's: ${shown(own)}`);
  }
}

const requestOf = (mark: Mark): string | undefined => (isCall(mark) ? mark.call.request : mark.entry.request);
const shown = (mark: Mark): string => (isCall(mark) ? `call ${mark.call.call} (${mark.call.request})` : commitNamed(mark));
const lastAt = ({ answers }: Exchanged): number => Math.max(...answers.map(({ at }) => at));

/** What is wrong between two marks of one request while its record lives; effects have been counted already. */
function contradiction(one: Mark, other: Mark): string | undefined {
  if (!isCall(one) || !isCall(other)) return undefined;
  const [first] = one.answers.map(({ answer }) => answer).filter(isRemembered);
  const [second] = other.answers.map(({ answer }) => answer).filter(isRemembered);
  if (!first || !second) return undefined;
  const [{ replayed: wasReplayed, ...said }, { replayed, ...saidThen }] = [first, second];
  if (!same(said, saidThen)) return 'it was answered in two ways';
  return wasReplayed || replayed ? undefined : 'it was decided twice';
}

/** A record comes from a call of the same request that was not told a replay itself. */
function canBeSource({ call, answers }: Exchanged, replay: Exchanged): boolean {
  if (call.request !== replay.call.request || call === replay.call || call.at > lastAt(replay)) return false;
  return answers.every(({ answer }) => isUnfinished(answer) || (isRemembered(answer) && !answer.replayed));
}
