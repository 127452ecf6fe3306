import type { Answered, Called, Committed, Delivered, Ended, History, Lost, Moment, ServiceStored } from '../history.js';
import { Policies } from './policies.js';
import { type Step, World } from './world.js';

/** A call with all that came of it. */
export interface Exchanged {
  readonly call: Called;
  readonly answers: Answered[];
  readonly losses: Lost[];
}

export interface Asked {
  readonly calls: Exchanged[];
  readonly effects: Step[];
}

/** A history, sorted out. */
export interface Evidence {
  readonly calls: readonly Exchanged[];
  /** Answers and losses without a call. */
  readonly strays: readonly (Answered | Lost)[];
  readonly requests: ReadonlyMap<string, Asked>;
  readonly world: World;
  readonly moments: Moments;
  readonly policies: Policies;
  readonly deliveries: readonly Delivered[];
  readonly end: Ended;
  /** How long an answer is remembered, by the clock. */
  readonly rememberMs: number;
}

export function sortedOut(history: History, rememberMs: number): Evidence {
  const calls = new Map<number, Exchanged>();
  for (const entry of history) {
    if (entry.entry === 'call') calls.set(entry.call, { call: entry, answers: [], losses: [] });
  }
  const strays: (Answered | Lost)[] = [];
  const services: ServiceStored[] = [];
  const commits: Committed[] = [];
  const deliveries: Delivered[] = [];
  let end: Ended | undefined;
  for (const entry of history) {
    if (entry.entry === 'service') services.push(entry);
    else if (entry.entry === 'commit') commits.push(entry);
    else if (entry.entry === 'delivery') deliveries.push(entry);
    else if (entry.entry === 'end') end = entry;
    else if (entry.entry !== 'call') {
      const exchanged = calls.get(entry.call);
      if (!exchanged) strays.push(entry);
      else if (entry.entry === 'answer') exchanged.answers.push(entry);
      else exchanged.losses.push(entry);
    }
  }
  if (!end) throw new SyntaxError('a history needs its "end" entry');
  const world = new World(commits);
  const all = [...calls.values()];
  return {
    calls: all,
    strays,
    requests: requestsOf(all, world.steps),
    world,
    moments: new Moments(commits),
    policies: new Policies(services),
    deliveries,
    end,
    rememberMs,
  };
}

function requestsOf(calls: readonly Exchanged[], steps: readonly Step[]): Map<string, Asked> {
  const requests = new Map<string, Asked>();
  const named = (name: string): Asked => {
    const known = requests.get(name);
    if (known) return known;
    const asked: Asked = { calls: [], effects: [] };
    requests.set(name, asked);
    return asked;
  };
  for (const exchanged of calls) named(exchanged.call.request).calls.push(exchanged);
  for (const step of steps) if (step.entry.request !== undefined) named(step.entry.request).effects.push(step);
  return requests;
}

/** When commits can have taken place: not before what the store took earlier, not after what it took later. */
export class Moments {
  readonly earliest: readonly Moment[];
  readonly latest: readonly Moment[];

  constructor(commits: readonly Committed[]) {
    let earliest = -Infinity;
    this.earliest = commits.map((commit) => (earliest = Math.max(earliest, commit.earliest)));
    let latest = Infinity;
    this.latest = commits.map((_, at) => (latest = Math.min(latest, commits.at(-1 - at)?.latest ?? Infinity))).reverse();
  }

  /** The states, by the number of the commit that made them, that can have been in force between two moments. */
  statesBetween(from: Moment, to: Moment): readonly number[] {
    const states: number[] = [];
    for (let at = this.#firstAfter(this.latest, from) - 1; at < this.earliest.length; at += 1) {
      if (at >= 0 && (this.earliest[at] ?? Infinity) > to) break;
      states.push(at);
    }
    return states;
  }

  /** The first commit whose moment is not before this one. */
  #firstAfter(moments: readonly Moment[], moment: Moment): number {
    let [low, high] = [0, moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((moments[middle] ?? Infinity) >= moment) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
