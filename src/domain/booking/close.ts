import { err, ok, type Result } from '../result.js';
import { toInstant } from '../schedule/utc.js';
import type { Behaviour } from './behaviour.js';
import { toBooking, toEvent } from './publish.js';
import type { NotStarted } from './refusals.js';
import { type BookingState, type Completed, nextVersion, type NoShow } from './state.js';

export interface CloseCommand {
  readonly bookingId: string;
}

const started = (state: BookingState, now: number): Result<void, NotStarted> =>
  now >= state.startsAt ? ok(undefined) : err({ kind: 'not_started', dateTime: toInstant(state.startsAt) });

// Neither touches a service day: what took place keeps the slot it had.
export const complete: Behaviour<'complete', CloseCommand> = {
  command: 'complete',
  decide: (from, _command, { now, actor }) =>
    started(from, now).map(() => {
      const base = nextVersion(from, now);
      const { confirmedAt } = from;
      const state: Completed = { ...base, status: 'completed', confirmedAt, completedAt: base.updatedAt };
      return { state, event: toEvent('BookingCompleted', toBooking(state), actor), days: [] };
    }),
};

export const markNoShow: Behaviour<'no_show', CloseCommand> = {
  command: 'no_show',
  decide: (from, _command, { now, actor }) =>
    started(from, now).map(() => {
      const base = nextVersion(from, now);
      const { confirmedAt } = from;
      const state: NoShow = { ...base, status: 'no_show', confirmedAt, noShowAt: base.updatedAt };
      return { state, event: toEvent('BookingNoShow', toBooking(state), actor), days: [] };
    }),
};
