import { isRemembered } from '../model/answers.js';
import { GROUNDS } from '../refusals/grounds.js';
import { unjustified } from '../refusals/justification.js';
import type { Invariant } from './invariant.js';

/** For a first answer that refuses or changes nothing, some state between call and answer is one that says so. */
export const answersAreJustified: Invariant = (evidence, report) => {
  for (const { call, answer, countsLapsedHolds } of unjustified(evidence)) {
    if (countsLapsedHolds) continue;
    const said = 'refusal' in answer ? JSON.stringify(answer.refusal) : 'nothing to change';
    report(`call ${call.call} (${call.operation}) was told ${said}, and at no time was it so`);
  }
  for (const { call, answers } of evidence.calls) {
    for (const { answer } of answers) {
      if (!('refusal' in answer) || !isRemembered(answer) || Object.hasOwn(GROUNDS, answer.refusal.kind)) continue;
      report(`call ${call.call} (${call.operation}) was refused with ${answer.refusal.kind}, which no state calls for`);
    }
  }
};
