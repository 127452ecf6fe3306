import type { Entry } from '../history.js';
import type { Run } from './run.js';

export type Tally = Readonly<Record<string, number>>;

/** What a run came to. */
export function tallyOf({ history, kills, faults, violations }: Run): Tally {
  const count = (kind: Entry['entry']): number => history.filter(({ entry }) => entry === kind).length;
  const answers = history.filter((entry) => entry.entry === 'answer').map(({ answer }) => answer);
  return {
    runs: 1,
    'servers killed': kills,
    ...faults,
    calls: count('call'),
    answers: answers.length,
    'answers lost': count('lost'),
    replays: answers.filter((answer) => 'replayed' in answer && answer.replayed).length,
    refusals: answers.filter((answer) => 'refusal' in answer).length,
    commits: count('commit'),
    deliveries: count('delivery'),
    violations: violations.length,
  };
}

export const added = (one: Tally, other: Tally): Tally =>
  Object.fromEntries(Object.keys(other).map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
