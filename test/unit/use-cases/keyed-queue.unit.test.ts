import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bookingKey, dayKeys, KeyedQueue } from '../../../src/domain/use-cases/attempt/keyed-queue.js';
import { manualClock } from '../../../src/entrypoints/testing/index.js';
import { seeded, turns } from '../../faults/random-faults.js';
import { gate } from './office.js';

function line() {
  const clock = manualClock();
  const queue = new KeyedQueue(() => clock.now());
  const log: string[] = [];
  /** Joins now, and is served until its gate opens. */
  const join = (name: string, keys: readonly string[], signal?: AbortSignal) => {
    const { opened, open } = gate();
    const served = queue.through(keys, signal, async () => {
      log.push(name);
      await opened;
      return name;
    });
    return { served, open };
  };
  return { clock, queue, log, join };
}

describe('the keys of a queue', () => {
  it('are another one for every booking and every day of a service', () => {
    const days = [
      { serviceId: 'a', day: '2030-03-02' },
      { serviceId: 'a', day: '2030-03-03' },
      { serviceId: 'booking', day: '2030-03-02' },
    ];
    const keys = [bookingKey('a'), bookingKey('b'), bookingKey('2030-03-02'), ...dayKeys(days)];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a signal', () => {
  it('is listened to while its ticket waits, and no longer', async () => {
    const { join } = line();
    const caller = new AbortController();
    const first = join('first', ['k']);
    const second = join('second', ['k'], caller.signal);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
    first.open();
    second.open();
    await second.served;
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
  });
});

describe('a queue with one key', () => {
  it('serves one after another, in the order of joining', async () => {
    const { join, log } = line();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(name, ['k']));
    await turns(20);
    expect(log).toEqual(['a']);

    a?.open();
    await a?.served;
    await turns(20);
    expect(log).toEqual(['a', 'b']);

    c?.open();
    b?.open();
    expect(await Promise.all([a?.served, b?.served, c?.served])).toEqual(['a', 'b', 'c']);
  });

  it('lets other keys pass meanwhile', async () => {
    const { join, log } = line();
    const a = join('a', ['k']);
    const b = join('b', ['other']);
    await turns(20);

    expect(log).toEqual(['a', 'b']);
    a.open();
    b.open();
    await Promise.all([a.served, b.served]);
  });
});

describe('a queue with several keys', () => {
  it('waits for all of its keys, and holds back whoever needs any of them', async () => {
    const { join, log } = line();
    const a = join('a', ['mon']);
    const b = join('b', ['tue']);
    const both = join('both', ['mon', 'tue']);
    const after = join('after', ['tue']);
    a.open();
    await turns(20);
    expect(log).toEqual(['a', 'b']);

    b.open();
    await turns(20);
    expect(log).toEqual(['a', 'b', 'both']);

    both.open();
    after.open();
    await Promise.all([both.served, after.served]);
    expect(log).toEqual(['a', 'b', 'both', 'after']);
  });

  it('never locks up, in whatever order the keys are named', async () => {
    const random = seeded(7);
    const queue = new KeyedQueue(() => 0);
    const inside = new Map<string, number>();
    let served = 0;
    const work = async (keys: readonly string[]): Promise<void> => {
      for (const key of keys) inside.set(key, (inside.get(key) ?? 0) + 1);
      expect(Math.max(...inside.values())).toBe(1);
      await turns(Math.floor(random() * 4));
      for (const key of keys) inside.set(key, 0);
      served += 1;
    };

    await Promise.all(
      Array.from({ length: 300 }, () => {
        const keys = ['a', 'b', 'c', 'd'].filter(() => random() < 0.6).sort(() => random() - 0.5);
        return queue.through(keys, undefined, () => work(keys));
      }),
    );

    expect(served).toBe(300);
  });
});

describe('a ticket that is aborted while it waits', () => {
  it('leaves at once, unserved, and nobody behind it is served too early or never', async () => {
    const { join, log } = line();
    const leaving = new AbortController();
    const a = join('a', ['k']);
    const b = join('b', ['k', 'free'], leaving.signal);
    const c = join('c', ['k']);
    const d = join('d', ['free']);

    leaving.abort();
    expect(await b.served).toBe('aborted');
    await turns(20);
    expect(log).toEqual(['a', 'd']);

    a.open();
    c.open();
    d.open();
    expect(await Promise.all([a.served, c.served, d.served])).toEqual(['a', 'c', 'd']);
  });

  it('does not send off the one before it, who still waits for another key', async () => {
    const { join, log } = line();
    const leaving = new AbortController();
    const busy = join('busy', ['tue']);
    const both = join('both', ['mon', 'tue']);
    const leaves = join('leaves', ['mon'], leaving.signal);

    leaving.abort();
    expect(await leaves.served).toBe('aborted');
    await turns(20);
    expect(log).toEqual(['busy']);

    busy.open();
    both.open();
    expect(await Promise.all([busy.served, both.served])).toEqual(['busy', 'both']);
  });

  it('is not aborted any more once it is being served', async () => {
    const { join } = line();
    const leaving = new AbortController();
    const a = join('a', ['k'], leaving.signal);
    leaving.abort();
    a.open();

    expect(await a.served).toBe('a');
  });

  it('that was aborted before it joined a line does not wait in it', async () => {
    const { join } = line();
    const a = join('a', ['k']);
    const b = join('b', ['k'], AbortSignal.abort());

    expect(await b.served).toBe('aborted');
    a.open();
    expect(await a.served).toBe('a');
  });
});

describe('the bounds of a queue', () => {
  it('who has waited for more than ten seconds is sent away unserved, and the next one is not held up', async () => {
    const { clock, join, log } = line();
    const a = join('a', ['k']);
    const tooLong = join('too long', ['k']);
    clock.advance({ ms: 1 });
    const justInTime = join('just in time', ['k']);
    clock.advance({ ms: 10_000 });
    a.open();
    justInTime.open();

    expect(await Promise.all([a.served, tooLong.served, justInTime.served])).toEqual([
      'a',
      'waited_too_long',
      'just in time',
    ]);
    expect(log).not.toContain('too long');
  });

  it('a line of 5,000 takes nobody else, until somebody has left it', async () => {
    const queue = new KeyedQueue(() => 0);
    const { opened, open } = gate();
    const all = Array.from({ length: 5_000 }, () => queue.through(['k'], undefined, () => opened));
    const noop = async (): Promise<string> => 'served';

    expect(await queue.through(['k'], undefined, noop)).toBe('queue_full');
    expect(await queue.through(['free', 'k'], undefined, noop)).toBe('queue_full');
    expect(await queue.through(['free'], undefined, noop)).toBe('served');

    open();
    await Promise.all(all);
    expect(await queue.through(['k'], undefined, noop)).toBe('served');
  });
});

describe('work that throws', () => {
  it('gives back all its keys and is heard of by its caller alone', async () => {
    const { queue, join } = line();
    const bug = new Error('bug');
    const failed = queue.through(['a', 'b'], undefined, () => Promise.reject(bug));
    const next = join('next', ['b', 'a']);
    next.open();

    await expect(failed).rejects.toBe(bug);
    expect(await next.served).toBe('next');
  });
});
