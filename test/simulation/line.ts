import { err, type Result, ResultAsync } from '../../src/domain/result.js';
import type { StoreDown } from '../../src/ports/index.js';
import { asking, type Errand } from './errand.js';
import type { FaultKind, Rates } from './plan.js';
import type { Chance } from './random.js';
import type { Fired } from './sightings.js';
import type { Town } from './town.js';

/** How long a process waits for the store. */
const PATIENCE_MS = 400;

const FAULTS = {
  lost: 'request lost',
  unheard: 'answer lost',
  late: 'late write',
  slow: 'slow answer',
  conflict: 'conflict forced',
  unread: 'read error',
} as const satisfies Partial<Record<FaultKind, Fired>>;
type Met = keyof typeof FAULTS | 'none';

/** Someone who waits for an answer, and may be dead when it comes. */
export interface Waiting {
  readonly name: string;
  readonly isAlive: boolean;
}

/** One asking, on its way. */
export interface Asked {
  readonly errand: Errand;
  readonly what: string;
  readonly chance: Chance;
  readonly met: Met;
}

/** Which faults can befall it: only writes can happen unheard of, and only a commit can meet a conflict. */
const POSSIBLE = {
  read: ['lost', 'slow', 'unread'],
  write: ['lost', 'unheard', 'late', 'slow'],
  commit: ['lost', 'unheard', 'late', 'slow', 'conflict'],
} as const satisfies Record<string, readonly FaultKind[]>;
export type Kind = keyof typeof POSSIBLE;

function metBy(chance: Chance, kind: Kind, rates: Rates): Met {
  let drawn = chance.draw('fault');
  for (const fault of POSSIBLE[kind]) {
    if (drawn < rates[fault]) return fault;
    drawn -= rates[fault];
  }
  return 'none';
}

export function askedOf(town: Town, operation: string, kind: Kind): Asked {
  const { errand, nth } = asking(operation);
  const chance = errand.chance.of(`${operation} ${nth}`);
  const met = town.isCalm ? 'none' : metBy(chance, kind, town.plan.rates);
  if (met !== 'none') town.saw(FAULTS[met]);
  return { errand, what: `${errand.name} ${operation}`, chance, met };
}

/** How long one way takes. Most take turns closely, some take longer than anything else does. */
export const way = (chance: Chance, name: string, isSlow: boolean): number =>
  (isSlow ? 150 : 0) + chance.pick(name, [1, 1, 2, 3, 5, 8, 20]);

/** Done where it arrives; perhaps it takes events of its own. */
type Deed<T, E> = () => PromiseLike<Result<T, E>>;

const down: StoreDown = { kind: 'store_unavailable' };
const saidBy = (result: Result<unknown, unknown>): string =>
  result.match(
    () => 'yes',
    (error) => JSON.stringify(error),
  );

/** Carries an asking to the store and its answer back, through whatever it meets on the way. */
export function carried<T, E>(
  town: Town,
  process: Waiting,
  { what, chance, met }: Asked,
  deed: Deed<T, E>,
): ResultAsync<T, E | StoreDown> {
  const { timeline } = town;
  return new ResultAsync(
    new Promise<Result<T, E | StoreDown>>((resolve) => {
      const answered = (after: number, said: string, result: Result<T, E | StoreDown>): void =>
        timeline.after(after, `${process.name} hears ${what}: ${said}`, () => {
          if (process.isAlive) resolve(result);
        });
      const gaveUp = (): void => answered(PATIENCE_MS, 'nothing', err(down));
      const isSlow = met === 'slow';
      const arrives = (after: number, back: (result: Result<T, E>) => void): void =>
        timeline.after(after, `${process.name} asks ${what}${met === 'none' ? '' : ` (${met})`}`, () => void deed().then(back));
      const out = way(chance, 'out', isSlow);

      if (met === 'unread') return answered(out, 'an error', err(down));
      if (met === 'lost') return gaveUp();
      if (met === 'late') arrives(PATIENCE_MS + chance.between('late', 50, 3_000), () => undefined);
      else {
        arrives(out, (result) => {
          if (met !== 'unheard') answered(way(chance, 'back', isSlow), saidBy(result), result);
        });
      }
      if (met === 'late' || met === 'unheard') gaveUp();
      return undefined;
    }),
  );
}
