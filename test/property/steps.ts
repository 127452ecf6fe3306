import fc from 'fast-check';

/** In ticks, but for the capacity. */
export interface ModelPolicy {
  readonly capacity: number;
  readonly before: number;
  readonly after: number;
  readonly hold: number;
  readonly cancellationNotice: number;
}

/** What may happen next. Times in ticks, starts from the clock on; `which` picks a booking among those there are. */
export type Step = { readonly staff: boolean; readonly skew: number } & (
  | {
      readonly do: 'create';
      readonly start: number;
      readonly length: number;
      readonly units: number;
      readonly hold: boolean;
    }
  | { readonly do: 'confirm'; readonly which: number; readonly payment?: string | undefined }
  | {
      readonly do: 'change';
      readonly which: number;
      readonly start?: number | undefined;
      readonly length?: number | undefined;
      readonly units?: number | undefined;
      readonly notes?: string | undefined;
    }
  | { readonly do: 'cancel' | 'complete' | 'no_show' | 'expire'; readonly which: number }
);
export interface Turn {
  readonly step: Step;
  /** How far the clock goes on before it. */
  readonly pause: number;
  /** How the policy changes before it. */
  readonly policy?: Partial<ModelPolicy> | undefined;
}

/** More than the longest history can reach. */
export const TICKS = 72;
const which = fc.nat(7);
const start = fc.integer({ min: -1, max: 9 });
const length = fc.integer({ min: 1, max: 5 });
const units = fc.integer({ min: 1, max: 3 });
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const policy = fc.record(
  { capacity: fc.integer({ min: 1, max: 4 }), before: fc.nat(2), after: fc.nat(2) },
  { requiredKeys: [] },
);

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), start, length, units, hold: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('confirm' as const), which, payment: rarely(fc.constantFrom('p1', 'p2')) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      which,
      start: maybe(start),
      length: maybe(length),
      units: maybe(units),
      notes: rarely(fc.constantFrom('a', 'b')),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'complete', 'no_show', 'expire'), which }) },
);

export const turn = (skew: fc.Arbitrary<number>): fc.Arbitrary<Turn> =>
  fc
    .record({
      action,
      staff: fc.boolean(),
      skew,
      pause: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
      policy: rarely(policy),
    })
    .map(({ action: act, staff, skew: off, ...rest }) => ({ ...rest, step: { ...act, staff, skew: off } }));

/** The step with its start where it is by the clock. */
export const placed = (step: Step, clock: number): Step =>
  (step.do === 'create' || step.do === 'change') && step.start !== undefined
    ? { ...step, start: step.start + clock }
    : step;
