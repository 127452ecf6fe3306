import { AsyncLocalStorage } from 'node:async_hooks';
import type { Chance } from './random.js';

/** What runs on someone's behalf: one call of one client, or one pass of the background work. */
export interface Errand {
  readonly name: string;
  /** The client's name for what it wants; absent for background work. */
  readonly request: string | undefined;
  readonly chance: Chance;
  /** How often it has asked for something so far, by what. */
  readonly asked: Map<string, number>;
  /** What it has learned and done, for `sightings.ts`. */
  readonly knows: Knowledge;
}
export interface Knowledge {
  capacity?: number;
  serviceVersion?: number;
  bookingVersion?: number;
  unheardCommit?: boolean;
  leased: number;
}

export const errands = new AsyncLocalStorage<Errand>();

export const errandOf = (name: string, request: string | undefined, chance: Chance): Errand => ({
  name,
  request,
  chance: chance.of(name),
  asked: new Map(),
  knows: { leased: 0 },
});

/** Whoever asks now, and a name for this asking that no other one has. */
export function asking(what: string): { readonly errand: Errand; readonly nth: number } {
  const errand = errands.getStore();
  if (!errand) throw new Error(`${what} on nobody's behalf`);
  const nth = (errand.asked.get(what) ?? 0) + 1;
  errand.asked.set(what, nth);
  return { errand, nth };
}
