import { describe, expect, it } from 'vitest';
import { MAX_FRAME_BYTES, MAX_FRAME_TOPICS, parseFrame } from '../../../src/entrypoints/live/parse-frame.js';

const read = (frame: unknown) => parseFrame(JSON.stringify(frame));
const refused = (error: object) => expect.objectContaining({ error });
const services = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `service:s-${n}`);

describe('a frame', () => {
  it.each([
    { action: 'subscribe', topics: ['service:massage', 'user:ada', 'all'] },
    { action: 'unsubscribe', topics: ['all'] },
    { action: 'ping' },
  ])('is read as it is: $action', (frame) => {
    expect(read(frame)).toMatchObject({ value: frame });
    expect(parseFrame(new TextEncoder().encode(JSON.stringify(frame)))).toMatchObject({ value: frame });
  });

  it('may name a topic twice, which is as once', () => {
    const frame = { action: 'subscribe', topics: ['all', 'user:ada', 'all'] };
    expect(read(frame)).toMatchObject({ value: { topics: ['all', 'user:ada'] } });
  });
});

describe('what is no frame', () => {
  it.each(['', ' ', 'subscribe', '{', '{"action":"ping"}{', "{'action':'ping'}", '\uFEFF{"action":"ping"}'])(
    'is not JSON: %j',
    (text) => expect(parseFrame(text)).toEqual(refused({ code: 'not_json' })),
  );
  it.each([null, 7, true, 'ping', ['ping'], [{ action: 'ping' }]])('is not an object: %j', (value) =>
    expect(read(value)).toEqual(refused({ code: 'not_an_object' })),
  );
  it.each([undefined, null, '', 'Ping', 'publish', 'toString', '__proto__', 7, ['ping']])(
    'has no action that we know: %j',
    (action) => {
      const error = { code: 'unknown_action', actions: ['subscribe', 'unsubscribe', 'ping'] };
      expect(read({ action, topics: ['all'] })).toEqual(refused(error));
    },
  );
  it.each([
    ['{"action":"ping","topics":[]}', 'topics'],
    ['{"action":"subscribe","topics":["all"],"since":7}', 'since'],
    ['{"action":"subscribe","topics":["all"],"__proto__":{}}', '__proto__'],
    [`{"action":"ping","${'x'.repeat(5_000)}":1}`, 'x'.repeat(100)],
  ])('has a field that the action does not take, and hears its name: %.80s', (text, field) => {
    expect(parseFrame(text)).toEqual(refused({ code: 'unknown_field', field }));
  });
  it.each([undefined, null, 'all', {}, { 0: 'all', length: 1 }, []])('has no topics: %j', (topics) =>
    expect(read({ action: 'subscribe', topics })).toEqual(refused({ code: 'topics_missing' })),
  );
  it.each([
    [['everything'], 0],
    [['all', 'service:'], 1],
    [['all', 'all', 'user:a b'], 2],
    [['all', 7], 1],
    [[['all']], 0],
  ])('has what is no topic among its topics, and hears where: %j', (topics, index) => {
    for (const action of ['subscribe', 'unsubscribe']) {
      expect(read({ action, topics })).toEqual(refused({ code: 'not_a_topic', index }));
    }
  });
  it.each(['subscribe', 'unsubscribe'])('has more topics than are written at once: %s', (action) => {
    const error = { code: 'too_many_topics', most: 50 };
    expect(read({ action, topics: services(MAX_FRAME_TOPICS) }).isOk()).toBe(true);
    expect(read({ action, topics: [...services(MAX_FRAME_TOPICS), 'service:s-0'] }).isOk()).toBe(true);
    expect(read({ action, topics: services(MAX_FRAME_TOPICS + 1) })).toEqual(refused(error));
  });
  it('is bytes that are no UTF-8', () => {
    expect(parseFrame(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual(refused({ code: 'not_text' }));
  });
});

describe('the size of a frame', () => {
  const padded = (bytes: number): string => `{"action":"ping"}${' '.repeat(bytes - '{"action":"ping"}'.length)}`;
  const tooLarge = refused({ code: 'frame_too_large', maxBytes: 16_384 });

  it('is 16 KB at most', () => {
    for (const as of [(text: string) => text, (text: string) => new TextEncoder().encode(text)]) {
      expect(parseFrame(as(padded(MAX_FRAME_BYTES))).isOk()).toBe(true);
      expect(parseFrame(as(padded(MAX_FRAME_BYTES + 1)))).toEqual(tooLarge);
    }
  });
  it('is counted in bytes, not in characters', () => {
    const euros = '€'.repeat(6_000);
    expect(parseFrame(`{"action":"${euros}"}`)).toEqual(tooLarge);
  });
});
