import type { Mutant } from './mutant.ts';

/** A folder, and how many in a hundred of its mutants that are not equivalent must be killed. */
export interface Demand {
  readonly room: string;
  readonly percent: number;
}

/** A mutant that no test can see, with the reason; told by its text and not by its line number. */
export type Equivalent = Pick<Mutant, 'file' | 'mutator' | 'context' | 'original' | 'replacement'> & {
  readonly why: string;
};

export interface Score extends Demand {
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly equivalent: number;
  readonly survived: readonly Mutant[];
  /** Killed of all that are not equivalent, in per cent. */
  readonly reached: number;
}

export interface Verdict {
  readonly scores: readonly Score[];
  /** Survivors that no test was run against: the run went wrong, and says nothing. */
  readonly unjudged: readonly Mutant[];
  /** Listed, but killed by now or gone. */
  readonly stale: readonly Equivalent[];
  readonly passed: boolean;
}

const DEAD = new Set(['Killed', 'Timeout']);
const ALIVE = new Set(['Survived', 'NoCoverage']);

const isIn = (room: string, { file }: Pick<Mutant, 'file'>): boolean => file.startsWith(`${room}/`);
const same = (a: Omit<Equivalent, 'why'>, b: Omit<Equivalent, 'why'>): boolean =>
  a.file === b.file &&
  a.mutator === b.mutator &&
  a.context === b.context &&
  a.original === b.original &&
  a.replacement === b.replacement;

/**
 * Takes off the list, once each, what no test killed; what is left of it is stale. That one of them was not through in
 * time says that the machine is busy: nobody told it from the original.
 */
function excused(mutants: readonly Mutant[], listed: Equivalent[]): (mutant: Mutant) => boolean {
  const found = mutants.filter((mutant) => {
    if (!ALIVE.has(mutant.status) && mutant.status !== 'Timeout') return false;
    const at = listed.findIndex((entry) => same(entry, mutant));
    if (at >= 0) listed.splice(at, 1);
    return at >= 0;
  });
  return (mutant) => found.includes(mutant);
}

function scoreOf({ room, percent }: Demand, mutants: readonly Mutant[], isExcused: (mutant: Mutant) => boolean): Score {
  const own = mutants.filter((mutant) => isIn(room, mutant));
  const counting = own.filter((mutant) => !isExcused(mutant));
  const survived = counting.filter(({ status }) => ALIVE.has(status));
  const killed = counting.filter(({ status }) => DEAD.has(status)).length;
  const counted = killed + survived.length;
  const equivalent = own.length - counting.length;
  return {
    room,
    percent,
    mutants: counted + equivalent,
    killed,
    timedOut: counting.filter(({ status }) => status === 'Timeout').length,
    equivalent,
    survived,
    // A room without mutants was not looked at.
    reached: counted === 0 ? 0 : (100 * killed) / counted,
  };
}

/** What a run shows, of the rooms that were asked for. A mutant that does not compile is none. */
export function verdictOn(
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
  demands: readonly Demand[],
  compiles: (mutant: Mutant) => boolean,
): Verdict {
  const stale = equivalents.filter((entry) => demands.some(({ room }) => isIn(room, entry)));
  const isExcused = excused(mutants, stale);
  const real = mutants.filter((mutant) => !ALIVE.has(mutant.status) || isExcused(mutant) || compiles(mutant));
  const scores = demands.map((demand) => scoreOf(demand, real, isExcused));
  const unjudged = real.filter(({ status, testsCompleted }) => status === 'Survived' && testsCompleted === 0);
  const reached = scores.every((score) => score.reached >= score.percent);
  return { scores, unjudged, stale, passed: reached && unjudged.length === 0 && stale.length === 0 };
}
