import { EventEmitter } from 'node:events';
import type { RedisClient } from 'holdfast/adapters/redis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lineTo } from '../../../src/adapters/redis/line.js';

/** As much of a client as a line needs: what it is doing, and when it is ready. */
class FakeClient extends EventEmitter {
  status = 'ready';
  connects = 0;

  connect(): Promise<void> {
    this.connects += 1;
    this.status = 'connecting';
    return Promise.reject(new Error('connect ECONNREFUSED'));
  }

  becomeReady(): void {
    this.status = 'ready';
    this.emit('ready');
  }
}

const never = () => new Promise<string>(() => undefined);
const pong = () => Promise.resolve('PONG');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function lineWith(status: string, isPatient = false) {
  const client = new FakeClient();
  client.status = status;
  return { client, line: lineTo(client as unknown as RedisClient, { maxWaitMs: 100, isPatient }) };
}

describe('a call to a client that is not connected', () => {
  it.each(['reconnecting', 'close', 'end'])('fails at once while it is %s', async (status) => {
    const asked = vi.fn<() => Promise<string>>(pong);
    const answer = await lineWith(status).line.ask(asked);
    expect(answer._unsafeUnwrapErr().code).toBe('REDIS_NOT_CONNECTED');
    expect(asked).not.toHaveBeenCalled();
  });

  it('waits where it may be soon, and is made then', async () => {
    const { client, line } = lineWith('connecting');
    const answer = line.ask(pong);
    await vi.advanceTimersByTimeAsync(50);
    client.becomeReady();
    expect((await answer)._unsafeUnwrap()).toBe('PONG');
  });

  it('has the client connect that nobody has used yet', async () => {
    const { client, line } = lineWith('wait');
    const answer = line.ask(pong);
    await vi.advanceTimersByTimeAsync(1);
    expect(client.connects).toBe(1);
    client.becomeReady();
    expect((await answer).isOk()).toBe(true);
  });

  it('waits through an outage where nobody waits for it, and is not made when it is too late', async () => {
    const { client, line } = lineWith('reconnecting', true);
    const asked = vi.fn<() => Promise<string>>(pong);
    const answer = line.ask(asked);
    await vi.advanceTimersByTimeAsync(100);
    expect((await answer)._unsafeUnwrapErr().code).toBe('REDIS_NO_ANSWER');
    client.becomeReady();
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).not.toHaveBeenCalled();
  });

  it('is not made when nobody waits for it any more', async () => {
    const { client, line } = lineWith('reconnecting', true);
    const [asked, over] = [vi.fn<() => Promise<string>>(pong), new AbortController()];
    const answer = line.ask(asked, over.signal);
    over.abort();
    expect((await answer)._unsafeUnwrapErr().code).toBe('REDIS_NOT_CONNECTED');
    client.becomeReady();
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).not.toHaveBeenCalled();
  });

  it('listens once, however many wait and for how often', async () => {
    const { client, line } = lineWith('reconnecting', true);
    for (let round = 0; round < 5; round += 1) {
      const crowd = Array.from({ length: 50 }, () => line.ask(pong));
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await Promise.all(crowd)).every((answer) => answer.isErr())).toBe(true);
    }
    expect(client.listenerCount('ready')).toBe(1);
  });
});

describe('a Redis that does not answer', () => {
  it('is asked once in a while, and by everyone as soon as it has answered', async () => {
    const { line } = lineWith('ready');
    const late = Promise.withResolvers<string>();
    const first = line.ask(() => late.promise);
    await vi.advanceTimersByTimeAsync(100);
    expect((await first)._unsafeUnwrapErr().code).toBe('REDIS_NO_ANSWER');

    const asked = vi.fn<() => Promise<string>>(never);
    const crowd = await Promise.all(Array.from({ length: 20 }, () => line.ask(asked)));
    expect(crowd.every((answer) => answer.isErr())).toBe(true);
    expect(asked).not.toHaveBeenCalled();

    await vi.advanceTimersByTimeAsync(1_000);
    const probes = Array.from({ length: 20 }, () => line.ask(asked));
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(probes);
    expect(asked).toHaveBeenCalledTimes(1);

    late.resolve('at last');
    await vi.advanceTimersByTimeAsync(1);
    expect((await line.ask(pong)).isOk()).toBe(true);
  });

  it('is another one after a reconnect, and asked at once', async () => {
    const { client, line } = lineWith('reconnecting', true);
    const first = line.ask(pong);
    await vi.advanceTimersByTimeAsync(100);
    expect((await first).isErr()).toBe(true);
    client.becomeReady();
    expect((await line.ask(pong)).isOk()).toBe(true);
  });
});

describe('a silence, where nobody waits for the call', () => {
  /** One call has had no answer. */
  async function silent() {
    const { client, line } = lineWith('ready', true);
    const late = Promise.withResolvers<string>();
    const first = line.ask(() => late.promise);
    await vi.advanceTimersByTimeAsync(100);
    expect((await first).isErr()).toBe(true);
    return { client, line, late };
  }

  it('is waited through, and the call is made when Redis has answered', async () => {
    const { line, late } = await silent();
    const asked = vi.fn<() => Promise<string>>(pong);
    const answer = line.ask(asked);
    await vi.advanceTimersByTimeAsync(20);
    expect(asked).not.toHaveBeenCalled();
    late.resolve('at last');
    await vi.advanceTimersByTimeAsync(50);
    expect((await answer)._unsafeUnwrap()).toBe('PONG');
  });

  it('costs a call its whole time and no more, and the call is not made later', async () => {
    const { line, late } = await silent();
    const asked = vi.fn<() => Promise<string>>(pong);
    let isOver = false;
    const answer = line.ask(asked).mapErr((failure) => {
      isOver = true;
      return failure;
    });
    await vi.advanceTimersByTimeAsync(99);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer)._unsafeUnwrapErr().code).toBe('REDIS_NO_ANSWER');
    late.resolve('at last');
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).not.toHaveBeenCalled();
  });

  it('is not made longer by those who wait: one of them asks when it is time', async () => {
    const { line } = await silent();
    const asked = vi.fn<() => Promise<string>>(never);
    const answers = [];
    for (let ms = 0; ms < 1_100; ms += 20) {
      answers.push(line.ask(asked));
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(100);
    expect((await Promise.all(answers)).every((answer) => answer.isErr())).toBe(true);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('ends with its connection, also for those who wait', async () => {
    const { client, line } = await silent();
    client.status = 'reconnecting';
    const answer = line.ask(pong);
    await vi.advanceTimersByTimeAsync(60);
    client.becomeReady();
    expect((await answer)._unsafeUnwrap()).toBe('PONG');
  });

  it('of no connection is waited through again and again', async () => {
    const { client, line } = lineWith('reconnecting', true);
    for (let n = 0; n < 2; n += 1) {
      const failed = line.ask(pong);
      await vi.advanceTimersByTimeAsync(100);
      expect((await failed).isErr()).toBe(true);
    }
    const answer = line.ask(pong);
    await vi.advanceTimersByTimeAsync(90);
    client.becomeReady();
    expect((await answer)._unsafeUnwrap()).toBe('PONG');
  });
});

describe('an exception', () => {
  const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });

  it.each([
    [reply('WRONGTYPE Operation against a key'), 'REDIS_WRONGTYPE'],
    [reply('NOAUTH Authentication required.'), 'REDIS_NOAUTH'],
    [reply("ERR unknown command 'GETDEL'"), 'REDIS_ERR'],
    [new Error('Connection is closed.'), 'REDIS_NOT_CONNECTED'],
    [new Error("Stream isn't writeable and enableOfflineQueue options is false"), 'REDIS_NOT_CONNECTED'],
    [Object.assign(new Error('Reached the max retries'), { name: 'MaxRetriesPerRequestError' }), 'REDIS_NOT_CONNECTED'],
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }), 'REDIS_NOT_CONNECTED'],
  ])('that %s is a value', async (exception, code) => {
    const failure = (await lineWith('ready').line.ask(() => Promise.reject(exception)))._unsafeUnwrapErr();
    expect([failure.code, failure.cause]).toEqual([code, exception]);
    expect(failure.message).not.toContain('GETDEL');
  });

  it.each([
    new TypeError('x is not a function'),
    reply('ERR syntax error'),
    reply("ERR wrong number of arguments for 'set' command"),
    reply('ERR Error compiling script'),
    'thrown text',
  ])('that %s is a bug, and stays one', async (exception) => {
    await expect(lineWith('ready').line.ask(() => Promise.reject(exception))).rejects.toBe(exception);
  });
});
