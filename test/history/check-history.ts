import type { History, Violation } from './history.js';
import { keepsToCapacity } from './invariants/01-capacity.js';
import { daysBalance } from './invariants/02-service-days.js';
import { happensOnce } from './invariants/03-once.js';
import { refusedMeansNothingHappens } from './invariants/04-refused.js';
import { acknowledgedIsDurable } from './invariants/05-durable.js';
import { answersAreJustified } from './invariants/06-justified.js';
import { onlyLegalTransitions } from './invariants/07-transitions.js';
import { eventsArrive } from './invariants/08-delivery.js';
import { holdsLastAsTheyShould } from './invariants/09-holds.js';
import { movesLeaveOnePlace } from './invariants/10-one-place.js';
import { boardsConverge } from './invariants/11-boards.js';
import { othersAreOutOfReach } from './invariants/12-privacy.js';
import { callsFinish } from './invariants/13-finish.js';
import type { Invariant } from './invariants/invariant.js';
import { sortedOut } from './model/evidence.js';

/** By their numbers in the design. The 14th is of many histories together. */
const INVARIANTS = {
  1: keepsToCapacity,
  2: daysBalance,
  3: happensOnce,
  4: refusedMeansNothingHappens,
  5: acknowledgedIsDurable,
  6: answersAreJustified,
  7: onlyLegalTransitions,
  8: eventsArrive,
  9: holdsLastAsTheyShould,
  10: movesLeaveOnePlace,
  11: boardsConverge,
  12: othersAreOutOfReach,
  13: callsFinish,
} as const satisfies Record<number, Invariant>;

export interface Terms {
  /** How long an answer is remembered. Default: 24 hours. */
  readonly rememberMs?: number | undefined;
}

const A_DAY_MS = 86_400_000;

/**
 * All that is wrong with a history; nothing when there is nothing.
 * @throws SyntaxError for one that does not end with an `end` entry.
 */
export function checkHistory(history: History, { rememberMs = A_DAY_MS }: Terms = {}): readonly Violation[] {
  const evidence = sortedOut(history, rememberMs);
  const violations: Violation[] = [];
  for (const [number, judge] of Object.entries(INVARIANTS)) {
    judge(evidence, (what) => violations.push({ invariant: Number(number), what }));
  }
  return violations;
}
