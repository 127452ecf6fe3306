import type { BookingStatus } from './booking.js';

export const COMMANDS = ['confirm', 'update', 'reschedule', 'cancel', 'complete', 'no_show', 'expire'] as const;
export type CommandName = (typeof COMMANDS)[number];

/** `go`: the command decides. `same`: already so, a no-op. `expired`: refused as `hold_expired`. `no`: `illegal_transition`. */
export type Transition = 'go' | 'same' | 'expired' | 'no';

/** The status table. Nothing else in the library says which command is legal from which status. */
export const TRANSITIONS = {
  held: { confirm: 'go', update: 'go', reschedule: 'go', cancel: 'go', complete: 'no', no_show: 'no', expire: 'go' },
  confirmed: { confirm: 'same', update: 'go', reschedule: 'go', cancel: 'go', complete: 'go', no_show: 'go', expire: 'no' },
  cancelled: { confirm: 'no', update: 'no', reschedule: 'no', cancel: 'same', complete: 'no', no_show: 'no', expire: 'no' },
  expired: { confirm: 'expired', update: 'expired', reschedule: 'expired', cancel: 'same', complete: 'no', no_show: 'no', expire: 'same' },
  completed: { confirm: 'no', update: 'no', reschedule: 'no', cancel: 'no', complete: 'same', no_show: 'go', expire: 'no' },
  no_show: { confirm: 'no', update: 'no', reschedule: 'no', cancel: 'no', complete: 'go', no_show: 'same', expire: 'no' },
} as const satisfies Record<BookingStatus, Record<CommandName, Transition>>;
