import type { Invariant } from './invariant.js';

/** When faults and new commands stop, every call has come to an end, and to one only. */
export const callsFinish: Invariant = ({ calls, strays }, report) => {
  for (const { call, answers, losses } of calls) {
    const ends = answers.length + losses.length;
    if (ends === 0) report(`call ${call.call} (${call.operation}) was never answered`);
    if (ends > 1) report(`call ${call.call} (${call.operation}) came to ${ends} ends`);
  }
  for (const { call, entry } of strays) report(`there is a ${entry} to call ${call}, which was never made`);
};
