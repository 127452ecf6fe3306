import { inMemorySubscriptions } from 'holdfast/adapters/in-memory';
import { describe, expect, it } from 'vitest';
import { errAsync } from '../../../../src/domain/result.js';
import { type LiveClient, subscribe } from '../../live/live-client.js';
import { ground } from './ground.js';
import { slowly } from './slow-subscriptions.js';

const services = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `service:s-${n}`);

async function heard(client: LiveClient, count: number): Promise<readonly unknown[]> {
  const frames: unknown[] = [];
  while (frames.length < count) frames.push(await client.next());
  return frames;
}

describe('frames', () => {
  it('are answered one after another, in their order', async () => {
    const { open } = await ground();
    const client = await open();
    const topics = services(30);
    for (const topic of topics) client.say(subscribe(topic));
    client.say({ action: 'ping' });
    const replies = topics.map((topic) => ({ action: 'subscribed', topics: [topic] }));
    expect(await heard(client, 31)).toEqual([...replies, { action: 'pong' }]);
  });

  it('wait while the one before them is worked on', async () => {
    const slow = slowly();
    const { open } = await ground({ subscriptions: slow.subscriptions });
    const client = await open();
    client.say(subscribe('service:a'));
    client.say({ action: 'ping' });
    client.say(subscribe('service:b'));
    // Another connection's frame comes later and is answered.
    const other = await open();
    expect(await other.ask({ action: 'ping' })).toEqual({ action: 'pong' });
    expect(slow.asked).toEqual([['service:a']]);
    slow.go();
    expect(await heard(client, 2)).toEqual([{ action: 'subscribed', topics: ['service:a'] }, { action: 'pong' }]);
    await expect.poll(() => slow.asked).toHaveLength(2);
    slow.go();
    expect(await client.next()).toEqual({ action: 'subscribed', topics: ['service:b'] });
  });

  it('are not even read while others wait already', async () => {
    const slow = slowly();
    const { open } = await ground({ subscriptions: slow.subscriptions });
    const [client, other] = [await open(), await open()];
    client.say(subscribe('service:a'));
    client.say({ action: 'ping' });
    await expect.poll(() => slow.asked).toHaveLength(1);
    expect(await other.ask({ action: 'ping' })).toEqual({ action: 'pong' });
    let pongs = 0;
    const answered = new Promise<void>((resolve) => client.socket.once('pong', () => resolve(void (pongs += 1))));
    client.socket.ping();
    for (let n = 0; n < 5; n += 1) await other.ask({ action: 'ping' });
    expect(pongs).toBe(0);
    slow.go();
    await answered;
  });

  it('that wait are few: whoever sends more without waiting is closed', async () => {
    const slow = slowly();
    const { open } = await ground({ subscriptions: slow.subscriptions }, { framesWaiting: 3, closingMs: 60_000 });
    const client = await open();
    for (let n = 0; n < 5; n += 1) client.say(subscribe(`service:s-${n}`));
    expect(await client.closed).toEqual([1008, 'too many frames unanswered']);
    expect(slow.asked).toHaveLength(1);
    slow.go();
    // Long before its subscription is given up.
  }, 4_000);

  it('may be as many as one likes while they are answered', async () => {
    const { open } = await ground({}, { framesWaiting: 3 });
    const client = await open();
    for (let n = 0; n < 1_000; n += 1) client.say({ action: 'ping' });
    expect(new Set((await heard(client, 1_000)).map((frame) => Object(frame).action))).toEqual(new Set(['pong']));
  });

  it.each([
    ['', 'not_json'],
    ['\u0000', 'not_json'],
    ['[]', 'not_an_object'],
    ['{"action":"toString"}', 'unknown_action'],
    ['{"action":"subscribe","topics":["all"],"__proto__":1}', 'unknown_field'],
  ])('that mean nothing are answered with why: %s', async (frame, code) => {
    const { open } = await ground();
    const client = await open();
    expect(await client.ask(frame)).toMatchObject({ action: 'error', code });
    expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('in bytes are taken for text, and bytes that are none are answered', async () => {
    const { open } = await ground();
    const client = await open();
    client.socket.send(Buffer.from('{"action":"ping"}'));
    client.socket.send(Buffer.from([0xff, 0xfe]));
    expect(await heard(client, 2)).toEqual([{ action: 'pong' }, { action: 'error', code: 'not_text' }]);
  });

  it('of 16 KB are read, and larger ones end the connection', async () => {
    const { open } = await ground();
    const [fits, larger] = [await open(), await open()];
    const ping = (bytes: number): string => JSON.stringify({ action: 'ping' }).padEnd(bytes);
    expect(await fits.ask(ping(16_384))).toEqual({ action: 'pong' });
    larger.say(ping(16_385));
    expect((await larger.closed)[0]).toBe(1009);
    expect(await fits.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });

  it('in too many parts end the connection', async () => {
    const { open } = await ground();
    const client = await open();
    for (let n = 0; n < 100; n += 1) client.socket.send('x', { fin: false });
    expect((await client.closed)[0]).toBe(1008);
  });

  it('that cannot be done now are answered so, and the next one is taken', async () => {
    const down = { ...inMemorySubscriptions(), subscribe: () => errAsync({ kind: 'store_unavailable' as const }) };
    const { open } = await ground({ subscriptions: down });
    const client = await open();
    expect(await client.ask(subscribe('all'))).toEqual({ action: 'error', code: 'try_again' });
    expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  });
});
