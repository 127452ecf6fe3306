import type { BookingEvent } from '../../../domain/booking/booking.js';
import type { Notifier } from '../../../ports/delivery.js';
import { check, failure, same, value } from './check.js';
import type { ContractCase } from './contract-case.js';
import { eventually } from './eventually.js';
import { adorned, cancelled, confirmed, held, stored } from './samples.js';

/** One notifier with somebody at its other end, for one case of the contract. */
export interface NotifierUnderTest {
  readonly notifier: Notifier;
  /** What has arrived at the other end so far, repetitions included, in any order. */
  received(): Promise<readonly BookingEvent[]>;
  /** Makes the other end refuse the next `n` events as one does that will be back: busy, throttled, out of reach. */
  failNext(n: number): void;
  dispose?(): Promise<void>;
}

export interface NotifierContractOptions {
  /** Called once per case. */
  create(): Promise<NotifierUnderTest>;
}

interface NotifierStory {
  readonly name: string;
  tell(under: NotifierUnderTest): Promise<void>;
}

const EVENTS: readonly BookingEvent[] = [
  held({ bookingId: 'held' }),
  adorned({ bookingId: 'adorned' }),
  cancelled({ bookingId: 'cancelled', version: 2 }),
].map((state) => stored(state).event);

const numbered = (n: number): BookingEvent => stored(confirmed({ bookingId: `b-${n}` })).event;
const never = new AbortController().signal;

const STORIES: readonly NotifierStory[] = [
  {
    name: 'every event arrives as it was given',
    async tell({ notifier, received }) {
      for (const event of EVENTS) await value(notifier.notify(event, never), 'an event is notified');
      await eventually(async () => {
        const arrived = await received();
        for (const event of EVENTS) {
          const found = arrived.find(({ eventId }) => eventId === event.eventId);
          same(found, event, 'what arrives is what was given');
        }
      });
    },
  },
  {
    name: 'an event can be notified again',
    async tell({ notifier, received }) {
      const event = numbered(1);
      for (let time = 0; time < 2; time += 1) await value(notifier.notify(event, never), 'an event is notified');
      await eventually(async () => same((await received())[0], event, 'an event that is repeated arrives'));
    },
  },
  {
    name: 'a failure is an answer that says whether to try again, and trying again delivers',
    async tell({ notifier, received, failNext }) {
      const event = numbered(1);
      failNext(1);
      const refused = await failure(notifier.notify(event, never), 'an event that did not get through is not notified');
      same([refused.kind, refused.retry], ['not_notified', true], 'what may work later is to be tried again');
      await value(notifier.notify(event, never), 'the other end is back');
      await eventually(async () => same((await received())[0], event, 'an event that is tried again arrives'));
    },
  },
  {
    name: '50 events at once all arrive',
    async tell({ notifier, received }) {
      const events = Array.from({ length: 50 }, (_, n) => numbered(n));
      await Promise.all(events.map((event) => value(notifier.notify(event, never), 'an event is notified')));
      await eventually(async () => {
        const arrived = new Set((await received()).map(({ eventId }) => eventId));
        same(arrived.size, events.length, 'every event arrives');
      });
    },
  },
  {
    name: 'a signal that has aborted leaves no call hanging and no exception behind',
    async tell({ notifier }) {
      const result = await notifier.notify(numbered(1), AbortSignal.abort());
      check(result.isOk() || result.error.retry, 'an aborted delivery may be tried again');
    },
  },
];

/** What a notifier has to do, as cases for any test runner. */
export const notifierContract = ({ create }: NotifierContractOptions): readonly ContractCase[] =>
  STORIES.map(({ name, tell }) => ({
    name,
    tags: ['notifier'],
    timeoutMs: 30_000,
    async run() {
      const under = await create();
      try {
        await tell({
          notifier: under.notifier,
          received: () => under.received(),
          failNext: (n) => under.failNext(n),
        });
      } finally {
        await under.dispose?.();
      }
    },
  }));
