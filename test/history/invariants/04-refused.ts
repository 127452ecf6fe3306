import { isKeyReused, isRemembered, isUnfinished } from '../model/answers.js';
import type { Exchanged } from '../model/evidence.js';
import type { Step } from '../model/world.js';
import { commitNamed, type Invariant } from './invariant.js';
import { liveTogether } from './keys.js';

/** Who was refused has no effect, before or after. */
export const refusedMeansNothingHappens: Invariant = (evidence, report) => {
  for (const { calls, effects } of evidence.requests.values()) {
    if (effects.length === 0) continue;
    for (const exchanged of calls) {
      const refusal = finalRefusalOf(exchanged);
      if (refusal === undefined) continue;
      const { call, key } = exchanged.call;
      const effect = effects.find(
        (step) => key === undefined || (liveTogether(step, exchanged, evidence) && !isSecondTry(step, exchanged, calls)),
      );
      if (effect) report(`call ${call} was refused with ${refusal} and has an effect: ${commitNamed(effect)}`);
    }
  }
};

/** A refusal after which this request can have no effect. Without a key, that is any but an unfinished one. */
function finalRefusalOf({ call, answers }: Exchanged): string | undefined {
  for (const { answer } of answers) {
    if (!('refusal' in answer) || isUnfinished(answer)) continue;
    if (call.key === undefined || isRemembered(answer) || isKeyReused(answer)) return answer.refusal.kind;
  }
  return undefined;
}

/** The key was another's; when it was tried again, it may have been free. */
const isSecondTry = ({ entry }: Step, { answers }: Exchanged, calls: readonly Exchanged[]): boolean =>
  answers.every(({ answer, at }) => isKeyReused(answer) && calls.some(({ call }) => call.at >= at && call.at <= entry.latest));
