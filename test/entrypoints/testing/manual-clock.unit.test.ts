import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/entrypoints/testing/index.js';
import { rounds } from '../../faults/random-faults.js';

const START = '2026-12-01T08:00:00Z';
const at = (clock: { now(): number }): string => new Date(clock.now()).toISOString();

describe('a manual clock', () => {
  it('stands still until it is told otherwise', () => {
    const clock = manualClock(START);
    expect([at(clock), at(clock)]).toEqual(['2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.000Z']);
  });
  it('starts at the beginning of 2026 when nothing is said', () => {
    expect(at(manualClock())).toBe('2026-01-01T00:00:00.000Z');
  });
  it('advances by days, hours, minutes and milliseconds together', () => {
    const clock = manualClock(START);
    clock.advance({ days: 1, hours: 2, minutes: 3, ms: 4 });
    expect(at(clock)).toBe('2026-12-02T10:03:00.004Z');
  });
  it('is set to an instant, also back in time', () => {
    const clock = manualClock(START);
    clock.set(new Date('2020-02-29T12:00:00+02:00'));
    expect(at(clock)).toBe('2020-02-29T10:00:00.000Z');
  });
  it('refuses what is no instant', () => {
    expect(() => manualClock('noon')).toThrow(RangeError);
    expect(() => manualClock().set('2026-13-01')).toThrow(RangeError);
  });
});

describe('sleeping on a manual clock', () => {
  it('ends at once and moves the clock to the end of the sleep', async () => {
    const clock = manualClock(START);
    await clock.sleep(90_000);
    expect(at(clock)).toBe('2026-12-01T08:01:30.000Z');
  });
  it('keeps whole milliseconds', async () => {
    const clock = manualClock(START);
    await clock.sleep(0.25);
    expect(at(clock)).toBe('2026-12-01T08:00:00.001Z');
  });
  it('wakes several sleepers in the order of their ends, each at its own', async () => {
    const clock = manualClock(START);
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(`${name} at ${at(clock).slice(17, 23)}`);
    };
    await Promise.all([sleeper('long', 3_000), sleeper('short', 1_000), sleeper('middle', 2_000)]);
    expect(woken).toEqual(['short at 01.000', 'middle at 02.000', 'long at 03.000']);
  });
  it('does not move the clock back when it was advanced past the end meanwhile', async () => {
    const clock = manualClock(START);
    const sleeping = clock.sleep(1_000);
    clock.advance({ hours: 1 });
    await sleeping;
    expect(at(clock)).toBe('2026-12-01T09:00:00.000Z');
  });
  it('ends without moving the clock when its signal aborts first', async () => {
    const clock = manualClock(START);
    const giveUp = new AbortController();
    const sleeping = clock.sleep(1_000, giveUp.signal);
    giveUp.abort();
    await sleeping;
    await clock.sleep(5, AbortSignal.abort());
    expect(at(clock)).toBe('2026-12-01T08:00:00.000Z');
  });
  it('wakes one sleeper in each round of the event loop, however often and however many sleep', async () => {
    const clock = manualClock(START);
    const stop = new AbortController();
    let woken = 0;
    const restless = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        await clock.sleep(1_000, stop.signal);
        woken += 1;
      }
    };
    const all = Promise.all([restless(), restless(), restless()]);

    await rounds(60);
    expect(woken).toBeGreaterThan(50);
    expect(woken).toBeLessThan(70);
    stop.abort();
    await all;
  });
});
