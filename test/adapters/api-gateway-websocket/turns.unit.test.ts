import { describe, expect, it } from 'vitest';
import { Turns } from '../../../src/adapters/api-gateway-websocket/turns.js';

/** Work that ends when it is told to. */
function works(most: number) {
  const turns = new Turns(most);
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const work = (name: string) => (): Promise<string> => {
    begun.push(name);
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    return end.promise;
  };
  return {
    begun,
    begin: (name: string): Promise<string> => turns.take(work(name)),
    beginNext: (name: string): Promise<string> => turns.takeNext(work(name)),
    room: (): Promise<void> => turns.room(),
    end: (name: string): void => ends.get(name)?.resolve(name),
    fail: (name: string): void => ends.get(name)?.reject(new Error(name)),
  };
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
};

describe('work of which so much may be under way', () => {
  it('begins in the order it came, each as soon as there is a place', async () => {
    const { begin, begun, end } = works(2);
    const all = Promise.all(['a', 'b', 'c', 'd'].map(begin));
    await turns();
    expect(begun).toEqual(['a', 'b']);
    end('b');
    await turns();
    expect(begun).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c']) end(name);
    await turns();
    end('d');
    expect(await all).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives its place to who waited, and not to who comes at that moment as well', async () => {
    const { begin, begun, end } = works(1);
    const first = begin('a');
    const others = [begin('b')];
    await turns();
    end('a');
    await first;
    others.push(begin('c'));
    await turns();
    expect(begun).toEqual(['a', 'b']);
    end('b');
    await turns();
    expect(begun).toEqual(['a', 'b', 'c']);
    end('c');
    await Promise.all(others);
  });

  it('gives its place back when it fails', async () => {
    const { begin, begun, fail, end } = works(1);
    const failing = begin('a').catch(String);
    await turns();
    fail('a');
    expect(await failing).toBe('Error: a');
    const next = begin('b');
    await turns();
    expect(begun).toEqual(['a', 'b']);
    end('b');
    await next;
  });

  it('that is to be next begins before all that waits', async () => {
    const { begin, beginNext, begun, end } = works(1);
    const all = Promise.all([begin('a'), begin('b'), beginNext('c')]);
    await turns();
    for (const name of ['a', 'c', 'b']) {
      end(name);
      await turns();
    }
    expect(begun).toEqual(['a', 'c', 'b']);
    await all;
  });

  it('leaves room for more when less waits than may be under way', async () => {
    const { begin, room, end } = works(2);
    const all = Promise.all(['a', 'b', 'c', 'd'].map(begin));
    let hasRoom = false;
    const waiting = room().then(() => (hasRoom = true));
    await turns();
    expect(hasRoom).toBe(false);
    end('a');
    await waiting;
    for (const name of ['b', 'c', 'd']) {
      end(name);
      await turns();
    }
    await all;
    await room();
  });
});
