import { err, ok } from '../result.js';
import type { Exchange } from '../schedule/exchange.js';
import type { Policy } from '../schedule/policy.js';
import type { BookingStatus } from './booking.js';
import { holdExpired } from './deadlines.js';
import { type Situation, unchanged, type Verdict } from './decision.js';
import type { BookingState } from './state.js';
import { type CommandName, TRANSITIONS } from './transitions.js';

/** The states from which a command goes ahead, read off the table. */
export type From<C extends CommandName> = Extract<
  BookingState,
  { readonly status: { [S in BookingStatus]: (typeof TRANSITIONS)[S][C] extends 'go' ? S : never }[BookingStatus] }
>;

const goesAhead = <C extends CommandName>(state: BookingState, command: C): state is From<C> =>
  TRANSITIONS[state.status][command] === 'go';

/** One thing that can be done to an existing booking. */
export interface Behaviour<N extends CommandName, C> {
  readonly command: N;
  /** What it would release and take, from which the service days to read are named. Absent: it touches none. */
  readonly exchange?: (state: From<N>, command: C, policy: Policy) => Exchange;
  readonly decide: (state: From<N>, command: C, situation: Situation) => Verdict;
  /** Whether a repetition asks for just what is already so. Absent: it always does. */
  readonly isRepetition?: (state: BookingState, command: C) => boolean;
}

/** The status table first, no-ops before all else; then the behaviour's own rules. */
export function decideOn<N extends CommandName, C>(
  behaviour: Behaviour<N, C>,
  state: BookingState,
  command: C,
  situation: Situation,
): Verdict {
  const name = behaviour.command;
  if (goesAhead(state, name)) return behaviour.decide(state, command, situation);
  const transition = TRANSITIONS[state.status][name];
  if (transition === 'same' && (behaviour.isRepetition?.(state, command) ?? true)) return ok(unchanged(state));
  if (state.status === 'expired' && transition === 'expired') return err(holdExpired(state.expiredAt));
  return err({ kind: 'illegal_transition', from: state.status, command: name });
}

/** What the behaviour would exchange in the service days; nothing where the status table stops it. */
export function exchangeOf<N extends CommandName, C>(
  behaviour: Behaviour<N, C>,
  state: BookingState,
  command: C,
  policy: Policy,
): Exchange {
  return goesAhead(state, behaviour.command) ? (behaviour.exchange?.(state, command, policy) ?? {}) : {};
}
