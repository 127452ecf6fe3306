import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256, systemClock, systemRandom, uuids } from '../../../src/adapters/system/index.js';

describe('the clock of the system', () => {
  it('tells whole milliseconds', () => {
    expect(Number.isSafeInteger(systemClock.now())).toBe(true);
  });

  it('ends a pause early when its signal aborts, and never rejects', async () => {
    const giveUp = new AbortController();
    const pause = systemClock.sleep(2 ** 30, giveUp.signal);
    giveUp.abort();

    await expect(pause).resolves.toBeUndefined();
    await expect(systemClock.sleep(2 ** 30, AbortSignal.abort())).resolves.toBeUndefined();
  });

  it('lets a pause end by itself', async () => {
    const before = systemClock.now();
    await systemClock.sleep(5);

    // Timers count on another clock, which may round the other way.
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(4);
  });
});

describe('ids, chance and digest of the system', () => {
  it('ids are of the alphabet that bookings and stores expect, and never the same', () => {
    const ids = Array.from({ length: 1_000 }, () => uuids.next());

    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9._~-]{1,128}$/);
  });

  it('chance is in [0, 1)', () => {
    const drawn = Array.from({ length: 1_000 }, () => systemRandom.next());

    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(new Set(drawn).size).toBeGreaterThan(900);
  });

  it('the digest is SHA-256 of the UTF-8 text, in hexadecimal', () => {
    expect(sha256('Füße 🦶')).toBe(createHash('sha256').update('Füße 🦶', 'utf8').digest('hex'));
  });
});
