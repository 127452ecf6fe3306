import { describe } from 'vitest';
import type { Service } from '../../../src/index.js';
import { at, iso, MINUTE, NOW, staff, TODAY, user } from '../../unit/builders.js';
import { catches, passes } from './bad-histories.js';
import type { Called, Operation } from '../history.js';
import type { Story } from './story.js';
import { LATER, SLOT } from './told-events.js';

const ADA = { userId: 'ada', serviceId: 'chair', dateTime: SLOT };
const DAY = 1440 * MINUTE;

interface Refused {
  readonly kind: string;
  readonly facts?: object;
  readonly operation: Operation;
  readonly input?: Called['input'];
  readonly given?: Partial<Called>;
  readonly policy?: Partial<Service>;
  /** What makes the refusal right; without it, it is wrong. */
  readonly because: (story: Story) => void;
  /** What is so in any case. */
  readonly before?: (story: Story) => void;
}

const books = (story: Story): unknown => story.books('b-1');
const holds = (story: Story): unknown => story.books('b-1', { hold: true });
const later = (ms: number) => (story: Story): void => {
  story.clock += ms;
};

const REFUSALS: readonly Refused[] = [
  { kind: 'slot_unavailable', operation: 'create', because: books },
  {
    kind: 'slot_unavailable',
    operation: 'create',
    because: holds,
    before: (story) => story.books('b-9', { dateTime: iso(at('11:00')) }),
  },
  {
    kind: 'slot_unavailable',
    operation: 'reschedule',
    input: { bookingId: 'b-1', dateTime: LATER },
    before: books,
    because: (story) => story.books('b-2', { dateTime: iso(at('14:30')) }),
  },
  {
    kind: 'capacity_exceeded',
    operation: 'create',
    input: { ...ADA, units: 3 },
    policy: { capacity: 3 },
    because: (story) => story.service({ capacity: 2, version: 2 }),
  },
  { kind: 'not_found', operation: 'confirm', because: (story) => story.books('b-1', { userId: 'bob' }, { actor: staff }) },
  {
    kind: 'forbidden',
    operation: 'create',
    because: () => undefined,
    input: { ...ADA, userId: 'bob' },
  },
  {
    kind: 'version_mismatch',
    facts: { current: 2 },
    operation: 'cancel',
    given: { ifMatch: 1 },
    because: (story) => story.does('update', story.books('b-1'), { notes: 'window' }),
  },
  {
    kind: 'illegal_transition',
    facts: { from: 'cancelled' },
    operation: 'confirm',
    because: (story) => story.does('cancel', story.books('b-1')),
  },
  {
    kind: 'illegal_transition',
    facts: { from: 'confirmed' },
    operation: 'confirm',
    input: { bookingId: 'b-1', paymentReference: 'p-2' },
    because: (story) => story.does('confirm', story.books('b-1', { hold: true }), { paymentReference: 'p-1' }),
  },
  { kind: 'hold_expired', operation: 'confirm', before: holds, because: later(15 * MINUTE) },
  { kind: 'in_the_past', operation: 'create', because: later(at('10:00') - NOW) },
  {
    kind: 'notice_too_short',
    operation: 'create',
    policy: { minNoticeMinutes: 60 },
    because: later(at('09:00') + 1 - NOW),
  },
  {
    kind: 'beyond_horizon',
    operation: 'create',
    policy: { maxHorizonDays: 1 },
    because: (story) => story.service({ maxHorizonDays: 0, version: 2 }),
    before: later(at('10:00') - NOW - DAY),
  },
  {
    kind: 'duration_not_allowed',
    operation: 'create',
    input: { ...ADA, durationMinutes: 90 },
    policy: { maxDurationMinutes: 90 },
    because: (story) => story.service({ maxDurationMinutes: 89, version: 2 }),
  },
  {
    kind: 'slot_too_long',
    operation: 'create',
    input: { ...ADA, durationMinutes: 31 * 1440 },
    given: { actor: staff },
    because: (story) => story.service({ bufferAfterMinutes: 1, version: 2 }),
  },
  {
    kind: 'cancellation_window_passed',
    operation: 'cancel',
    policy: { cancellationNoticeMinutes: 60 },
    before: books,
    because: later(at('09:00') + 1 - NOW),
  },
];

const told = ({ kind, facts, operation, input, given, before }: Refused, because: Refused['because']) => (story: Story) => {
  before?.(story);
  because(story);
  const call = story.call(operation, input ?? (operation === 'create' ? ADA : { bookingId: 'b-1' }), given);
  story.refuse(call, kind, facts);
  return story.finish();
};

describe('a refusal', () => {
  for (const refused of REFUSALS) {
    const { kind, policy = {}, operation, because } = refused;
    passes({ name: `${kind} of ${operation}, where it is so`, policy, tell: told(refused, because) });
    if (kind === 'forbidden') continue;
    const isMissing = refused.before === undefined && operation !== 'create';
    const instead = isMissing ? (kind === 'not_found' ? books : holds) : () => undefined;
    catches({ name: `${kind} of ${operation}, where it is not so`, breaks: [6], policy, tell: told(refused, instead) });
  }
  passes({
    name: 'hold_expired, where someone whose clock is ahead has given the slot away',
    tell: (story) => {
      const held = story.books('b-1', { hold: true });
      story.clock += 15 * MINUTE;
      const other = story.books('b-2');
      story.clock = NOW;
      story.refuse(story.call('confirm', { bookingId: held.bookingId }), 'hold_expired');
      const claim = { from: at('10:00'), to: at('11:00'), confirmedUnits: other.units, holds: [] };
      const days = [{ serviceId: 'chair', day: TODAY, version: 2, claims: [claim] }];
      return story.finish({ days });
    },
  });
  passes({
    name: 'not_started, where it is so',
    tell: (story) => {
      story.books('b-1');
      story.refuse(story.call('complete', { bookingId: 'b-1' }, { actor: staff }), 'not_started');
      return story.finish();
    },
  });
  catches({
    name: 'not_started, where it has',
    breaks: [6],
    tell: (story) => {
      story.books('b-1');
      story.clock = at('10:00');
      story.refuse(story.call('complete', { bookingId: 'b-1' }, { actor: staff }), 'not_started');
      return story.finish();
    },
  });
  catches({
    name: 'forbidden, of one’s own',
    breaks: [6],
    tell: (story) => {
      story.refuse(story.call('create', ADA), 'forbidden');
      return story.finish();
    },
  });
  catches({
    name: 'with a code that there is not',
    breaks: [6],
    tell: (story) => {
      story.refuse(story.call('create', ADA), 'slot_gone');
      return story.finish();
    },
  });
  passes({
    name: 'that is about the caller and not about a state',
    tell: (story) => {
      story.refuse(story.call('create', ADA), 'too_many_requests', { retryAfterSeconds: 7 });
      return story.finish();
    },
  });
  for (const [name, operation, kind, before] of [
    ['a status', 'confirm', 'illegal_transition', (story) => story.does('cancel', story.books('b-1'))],
    ['a lapsed hold', 'confirm', 'hold_expired', (story) => (holds(story), (story.clock += 15 * MINUTE))],
  ] as const satisfies readonly (readonly [string, Operation, string, (story: Story) => unknown])[]) {
    catches({
      name: `for ${name}, of what was asked for on another version only`,
      breaks: [6],
      tell: (story) => {
        before(story);
        story.refuse(story.call(operation, { bookingId: 'b-1' }, { ifMatch: 7 }), kind);
        return story.finish();
      },
    });
  }
  catches({
    name: 'forbidden, of what one may not see',
    breaks: [6],
    tell: (story) => {
      story.books('b-1', { userId: 'bob' }, { actor: staff });
      story.refuse(story.call('cancel', { bookingId: 'b-1' }), 'forbidden');
      return story.finish();
    },
  });
  catches({
    name: 'for want of room, where a rule of time stands against it before that',
    breaks: [6],
    tell: (story) => {
      story.books('b-1');
      story.clock = at('10:00');
      story.refuse(story.call('create', ADA), 'slot_unavailable');
      return story.finish();
    },
  });
  passes({
    name: 'for want of room, where the slot may or may not have begun',
    tell: (story) => {
      story.books('b-1');
      story.clock = at('10:00') - 1;
      const call = story.call('create', ADA);
      story.clock += 1;
      story.refuse(call, 'slot_unavailable');
      return story.finish();
    },
  });
  for (const facts of [{ unitsLeft: 1 }, { dateTime: LATER }, { serviceId: 'stool' }]) {
    catches({
      name: `for want of room, that says what is not so: ${JSON.stringify(facts)}`,
      breaks: [6],
      policy: { capacity: 2 },
      tell: (story) => {
        story.books('b-1', { units: 2 });
        story.refuse(story.call('create', ADA), 'slot_unavailable', facts);
        return story.finish();
      },
    });
  }
  catches({
    name: 'for a notice that is over, with the wrong last instant',
    breaks: [6],
    policy: { cancellationNoticeMinutes: 60 },
    tell: (story) => {
      story.books('b-1');
      story.clock = at('09:30');
      story.refuse(story.call('cancel', { bookingId: 'b-1' }), 'cancellation_window_passed', { latest: SLOT });
      return story.finish();
    },
  });
  catches({
    name: 'for want of room, where only the booking itself is in the way',
    breaks: [6],
    policy: { capacity: 2 },
    tell: (story) => {
      story.books('b-1');
      story.refuse(story.call('reschedule', { bookingId: 'b-1', units: 2 }), 'slot_unavailable');
      return story.finish();
    },
  });
  catches({
    name: 'that was right, but before the call',
    breaks: [6],
    tell: (story) => {
      story.does('cancel', story.books('b-1'));
      story.refuse(story.call('create', ADA), 'slot_unavailable');
      return story.finish();
    },
  });
});

describe('an answer that nothing changes', () => {
  catches({
    name: 'to a cancel of what is not cancelled',
    breaks: [6],
    tell: (story) => {
      const booking = story.books('b-1');
      story.answer(story.call('cancel', { bookingId: 'b-1' }), { booking, replayed: false });
      return story.finish();
    },
  });
  catches({
    name: 'to a change that asks for something',
    breaks: [6],
    tell: (story) => {
      const booking = story.books('b-1');
      story.answer(story.call('update', { bookingId: 'b-1', notes: 'window' }), { booking, replayed: false });
      return story.finish();
    },
  });
  catches({
    name: 'in a version that is over',
    breaks: [6],
    tell: (story) => {
      const booking = story.books('b-1');
      story.does('update', booking, { notes: 'window' });
      story.answer(story.call('get', { bookingId: 'b-1' }, { actor: user() }), { booking, replayed: false });
      return story.finish();
    },
  });
  catches({
    name: 'where it was asked for on another version only',
    breaks: [6],
    tell: (story) => {
      const booking = story.books('b-1');
      story.answer(story.call('confirm', { bookingId: 'b-1' }, { ifMatch: 7 }), { booking, replayed: false });
      return story.finish();
    },
  });
});
