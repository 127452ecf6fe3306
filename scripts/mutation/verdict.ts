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

/** Takes off the list, once each, what survived; what is left of it is stale. */
function excused(survivors: readonly Mutant[], listed: Equivalent[]): (mutant: Mutant) => boolean {
  const found = survivors.filter((mutant) => {
    const at = listed.findIndex((entry) => same(entry, mutant));
    if (at >= 0) listed.splice(at, 1);
    return at >= 0;
  });
  return (mutant) => found.includes(mutant);
}

function scoreOf({ room, percent }: Demand, mutants: readonly Mutant[], isExcused: (mutant: Mutant) => boolean): Score {
  const own = mutants.filter((mutant) => isIn(room, mutant));
  const alive = own.filter(({ status }) => ALIVE.has(status));
  const survived = alive.filter((mutant) => !isExcused(mutant));
  const killed = own.filter(({ status }) => DEAD.has(status)).length;
  const counted = killed + survived.length;
  return {
    room,
    percent,
    mutants: counted + alive.length - survived.length,
    killed,
    timedOut: own.filter(({ status }) => status === 'Timeout').length,
    equivalent: alive.length - survived.length,
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
  const real = mutants.filter((mutant) => !ALIVE.has(mutant.status) || compiles(mutant));
  const survivors = real.filter(({ status }) => ALIVE.has(status));
  const stale = equivalents.filter((entry) => demands.some(({ room }) => isIn(room, entry)));
  const isExcused = excused(survivors, stale);
  const scores = demands.map((demand) => scoreOf(demand, real, isExcused));
  const unjudged = survivors.filter(({ status, testsCompleted }) => status === 'Survived' && testsCompleted === 0);
  const reached = scores.every((score) => score.reached >= score.percent);
  return { scores, unjudged, stale, passed: reached && unjudged.length === 0 && stale.length === 0 };
}
