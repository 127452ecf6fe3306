import { unjustified } from '../refusals/justification.js';
import type { Invariant } from './invariant.js';

/** For a first answer that refuses or changes nothing, some state between call and answer is one that says so. */
export const answersAreJustified: Invariant = (evidence, report) => {
  for (const { call, answer, countsLapsedHolds } of unjustified(evidence)) {
    if (countsLapsedHolds) continue;
    const said = 'refusal' in answer ? JSON.stringify(answer.refusal) : 'nothing to change';
    report(`call ${call.call} (${call.operation}) was told ${said}, and at no time was it so`);
  }
};
