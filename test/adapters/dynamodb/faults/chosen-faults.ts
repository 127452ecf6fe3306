import { chanceOf } from '../../../simulation/random.js';
import { canBefall, FAULT_KINDS, type FaultKind } from './faults.js';
import type { Choose, Sending } from './injector.js';

/** How likely a request is to meet each fault that can befall it; what is left goes through. */
export type Rates = Partial<Readonly<Record<FaultKind, number>>>;

/** By the seed: each request for an operation has its own luck, whatever becomes of the others. */
export function atRates(seed: number, rates: Rates): Choose {
  const chance = chanceOf(seed).of('faults');
  return ({ operation, nth }) => {
    let drawn = chance.draw(`${operation} ${nth}`);
    return FAULT_KINDS.filter((kind) => canBefall(kind, operation)).find((kind) => (drawn -= rates[kind] ?? 0) < 0);
  };
}

/** Nobody stays in the way of one transaction for longer than that many tries of it. */
export const conflictsInARow =
  (most: number, choose: Choose): Choose =>
  (sending) => {
    const kind = choose(sending);
    return kind === 'conflict' && sending.nthTry >= most ? undefined : kind;
  };

/** The line is good from then on: after so many requests for an operation. */
export const untilThe =
  (nth: number, choose: Choose): Choose =>
  (sending) =>
    sending.nth < nth ? choose(sending) : undefined;

/** The first ones of those that it can befall. */
export function first(times: number, kind: FaultKind, isMeant: (sending: Sending) => boolean = () => true): Choose {
  let left = times;
  return (sending) => {
    if (left === 0 || !canBefall(kind, sending.operation) || !isMeant(sending)) return undefined;
    left -= 1;
    return kind;
  };
}

export const always = (kind: FaultKind): Choose => first(Number.POSITIVE_INFINITY, kind);
