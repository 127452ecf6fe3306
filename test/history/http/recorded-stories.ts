import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkHistory } from '../check-history.js';
import type { Committed, Entry, History } from '../history.js';
import { record, type Run } from './run.js';
import { added, type Tally, tallyOf } from './tally.js';
import type { OpenStore } from './watched-store.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Servers start again and again, each as slowly as a busy machine lets it. */
const TIMEOUT_MS = 240_000;

export interface ToTell {
  readonly openStore: OpenStore;
  /** Of the first run; the second has the next one. */
  readonly seed: number;
  /** How long the clients of a run work. */
  readonly ms: number;
  /** What is counted and may not happen in two runs. */
  readonly seldom?: readonly string[];
}

/** What is to be said of real servers on a store, whichever it is; inside a `describe`. */
export function recordedStories({ openStore, seed, ms, seldom = [] }: ToTell): void {
  let runs: readonly Run[] = [];
  beforeAll(async () => {
    runs = [await record({ root, openStore, seed, ms }), await record({ root, openStore, seed: seed + 1, ms })];
  }, TIMEOUT_MS);

  it('no invariant is broken', () => {
    const broken = runs.flatMap(({ violations, kept }) => violations.map((violation) => ({ ...violation, kept })));
    expect(broken).toEqual([]);
  });

  it('servers were killed, all went wrong that can, and something was booked, refused, repeated and told of', () => {
    const { violations, ...tally } = runs.map(tallyOf).reduce((sum, one) => added(sum, one), {} satisfies Tally);
    expect(violations).toBe(0);
    expect(Object.entries(tally).filter(([name, times]) => times === 0 && !seldom.includes(name))).toEqual([]);
  });

  describe('the same history with a fault put into it', () => {
    const commitsIn = (history: History): readonly Committed[] => history.filter((entry) => entry.entry === 'commit');
    const breaks = (tamper: (history: History) => History): readonly number[] => {
      const [run] = runs;
      const history = tamper(run?.history ?? []);
      expect(history).not.toEqual(run?.history);
      return checkHistory(history).map(({ invariant }) => invariant);
    };
    const without = (history: History, isLeftOut: (entry: Entry) => boolean): History => {
      const at = history.findIndex(isLeftOut);
      return history.filter((_, index) => index !== at);
    };
    /** A booking whose maker heard of it, so that everything about it is known. */
    const heardBooking = (history: History): Committed => {
      const answers = history.flatMap((entry) => (entry.entry === 'answer' && 'booking' in entry.answer ? [entry.answer] : []));
      const heard = new Set(answers.filter(({ booking }) => booking.version === 1).map(({ booking }) => booking.bookingId));
      const booked = commitsIn(history).find(
        ({ event }) => event.bookingVersion === 1 && event.type === 'BookingConfirmed' && heard.has(event.bookingId),
      );
      if (!booked) throw new Error('nobody heard of a booking');
      return booked;
    };

    it('an acknowledged commit that is gone', () => {
      expect(breaks((history) => without(history, (entry) => entry === heardBooking(history)))).toContain(5);
    });

    it('a booking made twice', () => {
      const again = (history: History): History => {
        const first = heardBooking(history);
        const booking = { ...first.event.booking, bookingId: 'again', units: 9 };
        const event = JSON.parse(JSON.stringify({ ...first.event, bookingId: 'again', eventId: 'again:1', booking }));
        const second: Committed = { ...first, event, claim: { ...first.claim, units: 9 } };
        return history.flatMap((entry) => (entry === first ? [entry, second] : [entry]));
      };
      expect(breaks(again)).toEqual(expect.arrayContaining([1, 2, 3, 7, 8]));
    });

    it('a commit that is counted twice', () => {
      const twice = (history: History): History => {
        const first = heardBooking(history);
        return history.flatMap((entry) => (entry === first ? [entry, entry] : [entry]));
      };
      expect(breaks(twice)).toEqual(expect.arrayContaining([2, 7]));
    });

    it('two commits on one service day, the second of them put first', () => {
      const swapped = (history: History): History => {
        const onDays = commitsIn(history).filter(({ days = [] }) => days.length > 0);
        const daysOf = ({ days = [] }: Committed): readonly string[] =>
          days.map(({ serviceId, day }) => `${serviceId} ${day}`);
        for (const [at, first] of onDays.entries()) {
          const second = onDays.slice(at + 1).find((later) => daysOf(later).some((day) => daysOf(first).includes(day)));
          if (second) return history.map((entry) => (entry === first ? second : entry === second ? first : entry));
        }
        throw new Error('no service day was written twice');
      };
      expect(breaks(swapped)).toContain(2);
    });

    it('a commit that took place after it was heard of', () => {
      const late = (history: History): History => {
        const first = heardBooking(history);
        const ended = history.at(-1);
        const at = ended?.entry === 'end' ? ended.at : 0;
        return history.map((entry) => (entry === first ? { ...first, earliest: at, latest: at } : entry));
      };
      expect(breaks(late)).toContain(5);
    });

    it('an event that nobody was told of', () => {
      const untold = (history: History): History => {
        const { eventId } = heardBooking(history).event;
        return history.filter((entry) => entry.entry !== 'delivery' || entry.eventId !== eventId);
      };
      expect(breaks(untold)).toContain(8);
    });

    it('a call whose answer is missing', () => {
      expect(breaks((history) => without(history, ({ entry }) => entry === 'answer'))).toContain(13);
    });
  });
}
