import type { Ground, Letter } from './every-sequence.js';

const either = [false, true] as const;
const both = [0, 1] as const;

// The clock begins three ticks before midnight, which is tick 24. Waits of one and two reach the expiry of a hold, the
// starts, the end of the cancellation notice and the instants around them; with their buffers all slots cross midnight.
const creations: readonly Letter[] = either.flatMap((staff) => [
  { do: 'create', staff, skew: 0, start: 24, length: 2, units: 1, hold: true },
  { do: 'create', staff, skew: 0, start: 23, length: 1, units: 1, hold: false },
  { do: 'create', staff, skew: 0, start: 24, length: 1, units: 2, hold: false },
]);
const commands: readonly Letter[] = both.flatMap((which) =>
  either.flatMap((staff): readonly Letter[] => [
    { do: 'confirm', which, staff, skew: 0 },
    { do: 'confirm', which, staff, skew: 0, payment: 'p' },
    { do: 'change', which, staff, skew: 0, start: 25 },
    { do: 'change', which, staff, skew: 0, start: 22, length: 1 },
    { do: 'change', which, staff, skew: 0, units: 2 },
    { do: 'change', which, staff, skew: 0, notes: 'a' },
    { do: 'cancel', which, staff, skew: 0 },
    { do: 'complete', which, staff, skew: 0 },
    { do: 'no_show', which, staff, skew: 0 },
    { do: 'expire', which, staff, skew: 0 },
  ]),
);
const others: readonly Letter[] = [
  { do: 'wait', ticks: 1 },
  { do: 'wait', ticks: 2 },
  { do: 'policy', policy: { capacity: 1 } },
  { do: 'policy', policy: { before: 0, after: 0 } },
];

/** Every command by users and staff, for two bookings of a service with room for two. */
export const ground: Ground = {
  letters: [...creations, ...commands, ...others],
  start: 21,
  end: 28,
  bookings: 2,
  policy: { capacity: 2, before: 1, after: 1, hold: 2, cancellationNotice: 1 },
};

// Staff may cancel and move later than users; of the rest nothing is said that users do not say.
const isOwnWord = (letter: Letter): boolean =>
  !('staff' in letter) || !letter.staff || letter.do === 'cancel' || (letter.do === 'change' && letter.start === 25);

/** The same with fewer letters, for longer sequences. */
export const narrowGround: Ground = { ...ground, letters: ground.letters.filter(isOwnWord) };
