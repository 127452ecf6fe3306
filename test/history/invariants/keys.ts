import { isRemembered } from '../model/answers.js';
import type { Evidence, Exchanged } from '../model/evidence.js';
import type { Step } from '../model/world.js';

/** All that happened under one key: the same subject, operation and key. */
export interface Keyed {
  readonly name: string;
  readonly calls: Exchanged[];
  readonly effects: Step[];
}

export function keyedIn({ calls, requests }: Evidence): Iterable<Keyed> {
  const keys = new Map<string, Keyed>();
  const seen = new Set<string>();
  for (const exchanged of calls) {
    const { key, actor, operation, request } = exchanged.call;
    if (key === undefined) continue;
    const name = `${actor.subject} ${operation} ${key}`;
    const keyed = keys.get(name) ?? { name, calls: [], effects: [] };
    keys.set(name, keyed);
    keyed.calls.push(exchanged);
    if (!seen.has(request)) keyed.effects.push(...(requests.get(request)?.effects ?? []));
    seen.add(request);
  }
  return keys.values();
}

/** Something that shows what a key stood for: a call with its answers, or an effect. */
export type Mark = Exchanged | Step;
export const isCall = (mark: Mark): mark is Exchanged => 'call' in mark;

/** The clocks by which it can have been decided. */
function clocksOf(mark: Mark): readonly [earliest: number, latest: number] {
  if (!isCall(mark)) return [mark.entry.clock, mark.entry.clock];
  return [mark.call.clock, Math.max(...mark.answers.map(({ clock }) => clock))];
}

type Asking = Pick<Evidence, 'requests' | 'rememberMs'>;

const isReplay = ({ answers }: Exchanged): boolean =>
  answers.some(({ answer }) => isRemembered(answer) && answer.replayed);

/** Whether the record that one of them left was surely alive, by its clock, for the other. */
export function liveTogether(one: Mark, other: Mark, asking: Asking): boolean {
  const [from, to] = clocksOf(one);
  const [begin, end] = clocksOf(other);
  return (
    Math.max(to, end) < Math.min(from, begin) + asking.rememberMs &&
    outlives(one, other, asking) &&
    outlives(other, one, asking)
  );
}

/** A replay leaves no record: the one that it was told from is as old, perhaps, as the first call for its request. */
function outlives(mark: Mark, next: Mark, { requests, rememberMs }: Asking): boolean {
  if (!isCall(mark) || !isReplay(mark) || endsBefore(next, mark)) return true;
  const calls = requests.get(mark.call.request)?.calls ?? [];
  const oldest = Math.min(...calls.map(({ call }) => call.clock));
  return clocksOf(next)[1] < oldest + rememberMs;
}

/** Whether it was over when the call went out. */
export const endsBefore = (mark: Mark, { call }: Exchanged): boolean =>
  isCall(mark) ? mark.answers.every(({ at }) => at < call.at) : mark.entry.latest < call.at;

/** Whether a record that this call left, if it left one, had surely expired when the other call came. */
export const isForgotten = ({ answers, losses }: Exchanged, { call }: Exchanged, rememberMs: number): boolean =>
  answers.length > 0 && losses.length === 0 && answers.every(({ clock }) => clock + rememberMs <= call.clock);
