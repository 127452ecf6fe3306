import { describe, expect, it } from 'vitest';
import { MAX_FRAME_TOPICS } from '../../../src/entrypoints/live/parse-frame.ts';
import { PROBLEMS } from '../../../src/entrypoints/http/problem-table.ts';
import { createApi, isUnknown } from '../../../src/entrypoints/board/page/board/api/api-client.js';
import { createIntent } from '../../../src/entrypoints/board/page/board/api/intent.js';
import { createListReader } from '../../../src/entrypoints/board/page/board/api/list-reader.js';
import { randomKey } from '../../../src/entrypoints/board/page/board/api/random-key.js';
import { subjectIn } from '../../../src/entrypoints/board/page/board/api/session.js';
import { pauseAfter, retryAfter } from '../../../src/entrypoints/board/page/board/live/pause.js';
import { topicsFor } from '../../../src/entrypoints/board/page/board/live/topics.js';
import { settingsFrom } from '../../../src/entrypoints/board/page/board/settings.js';
import { createFormats } from '../../../src/entrypoints/board/page/board/time/formats.js';
import type { Answer } from '../../../src/entrypoints/board/page/board/types.ts';
import { minutesWord } from '../../../src/entrypoints/board/page/board/words/minutes.js';
import { complaintsOf } from '../../../src/entrypoints/board/page/board/words/problems.js';
import { bookingOf } from '../bookings.ts';
import { tokenOf } from '../../entrypoints/tokens.ts';

const refused = (code: string, status: number): Answer<never> => ({ kind: 'refused', problem: { code, status } });

describe('an intent', () => {
  const asking = (answers: Answer<string>[]) => {
    const sent: string[] = [];
    let keys = 0;
    const intent = createIntent(
      (request: string, key) => {
        sent.push(`${request} ${key}`);
        return Promise.resolve(answers.shift() ?? { kind: 'silent' });
      },
      () => `key-${(keys += 1)}`,
    );
    return { intent, sent };
  };

  it('repeats the same request under the same key while nobody knows what came of it', async () => {
    const { intent, sent } = asking([{ kind: 'silent' }, refused('try_again', 503), { kind: 'ok', body: 'done', etag: null }]);
    for (const wanted of ['ten', 'ten', 'eleven']) await intent.ask(wanted);
    expect(sent).toEqual(['ten key-1', 'ten key-1', 'ten key-1']);
  });

  it.each([refused('slot_unavailable', 409), refused('aborted', 503), refused('too_many_requests', 429)])('is a new one after a sure answer', async (answer) => {
    const { intent, sent } = asking([answer, answer]);
    for (const wanted of ['ten', 'ten']) await intent.ask(wanted);
    expect([sent, intent.isOpen()]).toEqual([['ten key-1', 'ten key-2'], false]);
  });

  it.each([
    refused('too_many_requests', 429), refused('aborted', 503), refused('unauthenticated', 401), refused('forbidden', 403),
    refused('not_found', 404), refused('other', 409),
  ])('stays open once a try is in doubt, whatever a later try alone is answered', async (answer) => {
    const { intent, sent } = asking([{ kind: 'silent' }, answer, answer]);
    for (const wanted of ['ten', 'eleven', 'twelve']) await intent.ask(wanted);
    expect([sent, intent.isOpen()]).toEqual([['ten key-1', 'ten key-1', 'ten key-1'], true]);
  });

  it.each([refused('slot_unavailable', 409), refused('version_mismatch', 412), refused('not_started', 422), refused('in_the_past', 400)])(
    'is over when the key has decided, also after a doubt',
    async (answer) => {
      const { intent, sent } = asking([{ kind: 'silent' }, answer, refused('aborted', 503)]);
      for (const wanted of ['ten', 'ten', 'eleven']) await intent.ask(wanted);
      expect([sent, intent.isOpen()]).toEqual([['ten key-1', 'ten key-1', 'eleven key-2'], false]);
    },
  );

  it('has a key as the service takes them', () => expect(randomKey()).toMatch(/^[\da-f]{32}$/));
});

describe('the API', () => {
  const speaking = (answer: () => Response | Promise<Response>, token?: string) => {
    const requests: Request[] = [];
    let asked = 0;
    const api = createApi({
      base: new URL('https://api.example/v1/'),
      token: () => token,
      onUnauthenticated: () => void (asked += 1),
      request: async (url, init) => {
        requests.push(new Request(url instanceof Request ? url : String(url), init));
        return answer();
      },
    });
    return { api, requests, asked: () => asked };
  };

  it('is told key, version and token in headers, and nothing of them in the address', async () => {
    const { api, requests } = speaking(() => Response.json({}, { headers: { etag: '"2"' } }), 'secret');
    expect(await api.send('PATCH', 'bookings/b-1', { body: { units: 2 }, key: 'k', version: 1 })).toEqual({ kind: 'ok', body: {}, etag: '"2"' });
    const [request] = requests;
    expect(request?.url).toBe('https://api.example/v1/bookings/b-1');
    expect(['idempotency-key', 'if-match', 'authorization'].map((name) => request?.headers.get(name))).toEqual(['k', '"1"', 'Bearer secret']);
  });

  it('answers with a problem, with 304 as the same, and with silence', async () => {
    const problem = speaking(() => Response.json({ code: 'slot_unavailable', unitsLeft: 0 }, { status: 409 }));
    expect(await problem.api.read('bookings')).toEqual({ kind: 'refused', problem: { code: 'slot_unavailable', unitsLeft: 0, status: 409 } });
    expect(await speaking(() => new Response(null, { status: 304 })).api.read('x')).toEqual({ kind: 'same' });
    expect(await speaking(() => Promise.reject(new TypeError('no network'))).api.read('x')).toEqual({ kind: 'silent' });
    const proxy = speaking(() => new Response('<h1>slow down</h1>', { status: 429, headers: { 'retry-after': '7' } }));
    expect(await proxy.api.read('x')).toEqual({ kind: 'refused', problem: { code: 'too_many_requests', status: 429, retryAfterSeconds: 7 } });
    const full = speaking(() => Response.json({ code: 'store_unavailable' }, { status: 503, headers: { 'retry-after': '1' } }));
    expect(await full.api.read('x')).toEqual({ kind: 'refused', problem: { code: 'store_unavailable', status: 503, retryAfterSeconds: 1 } });
  });

  it('hands nobody an answer that somebody else asked for', async () => {
    let token = 'of ada';
    const api = createApi({
      base: new URL('https://api.example/'),
      token: () => token,
      onUnauthenticated: () => expect.unreachable(),
      request: async () => {
        token = 'of zoe';
        return Response.json({ code: 'unauthenticated' }, { status: 401 });
      },
    });
    expect(await api.send('POST', 'bookings', { key: 'k' })).toEqual({ kind: 'silent' });
    token = 'of ada';
    expect(await api.read('bookings')).toEqual({ kind: 'silent' });
  });

  it('tells when it asks who is calling', async () => {
    const { api, asked } = speaking(() => new Response('', { status: 401 }));
    await api.read('x');
    expect(asked()).toBe(1);
  });

  it('knows what is not known', () => {
    expect([isUnknown({ kind: 'silent' }), isUnknown(refused('try_again', 503)), isUnknown(refused('aborted', 503)), isUnknown(refused('forbidden', 403))]).toEqual([true, true, false, false]);
  });

  it('is read page by page, and the second time only where something is new', async () => {
    const [first, second] = [bookingOf(), bookingOf({ id: 'b-2' })];
    const { api, requests } = speaking(() => {
      const request = requests.at(-1);
      if (request?.headers.has('if-none-match')) return new Response(null, { status: 304 });
      const isSecond = request?.url.includes('cursor=next');
      return Response.json(isSecond ? { items: [second] } : { items: [first], nextCursor: 'next' }, { headers: { etag: isSecond ? 'W/"2"' : 'W/"1"' } });
    });
    const reader = createListReader(api);
    for (let time = 0; time < 2; time += 1) {
      const seen: string[] = [];
      const answer = await reader.readAll({ from: 0, to: 86_400_000 }, AbortSignal.timeout(1_000), (items) => void seen.push(...items.map(({ bookingId }) => bookingId)));
      expect([answer.kind, ...seen]).toEqual(['ok', 'b-1', 'b-2']);
    }
    expect(requests.map((request) => request.headers.get('if-none-match'))).toEqual([null, null, 'W/"1"', 'W/"2"']);
    expect(requests[0]?.url).toBe('https://api.example/v1/bookings?limit=100&from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-02T00%3A00%3A00.000Z');
  });
});

describe('words', () => {
  const formats = createFormats('UTC', 'en-GB');
  const say = (problem: Parameters<typeof complaintsOf>[0], kind: 'create' | 'act' = 'act') => complaintsOf(problem, { formats, kind, isOpen: false });

  it('are there for every code of the service', () => {
    const others = new Set(['route_not_found', 'method_not_allowed', 'body_too_large', 'unsupported_media_type', 'idempotency_key_invalid', 'idempotency_key_required', 'idempotency_key_reused', 'no_connection']);
    const codes = Object.entries(PROBLEMS).map(([code, { status }]) => ({ code, status })).filter(({ code }) => !others.has(code));
    expect(codes.filter(({ code, status }) => say({ code, status, detail: 'as the service says it' })[0]?.text === 'as the service says it').map(({ code }) => code)).toEqual(['invalid_request']);
  });

  it('are beside the field they are about', () => {
    expect(say({ code: 'slot_unavailable', status: 409, unitsLeft: 0 })).toEqual([{ field: 'time', text: 'This time is taken: nothing is left.' }]);
    expect(say({ code: 'slot_unavailable', status: 409, unitsLeft: 2 })).toEqual([{ field: 'units', text: 'Only 2 left at this time.' }]);
    expect(say({ code: 'notice_too_short', status: 422, minNoticeMinutes: 120 })).toEqual([{ field: 'time', text: 'This is too soon: it takes 2 hours of notice.' }]);
    expect(say({ code: 'invalid_request', status: 400, errors: [{ path: 'userId', message: 'is required' }, { path: 'metadata.x', message: 'is too long' }] })).toEqual([
      { field: 'user', text: 'This is required.' },
      { text: 'metadata.x is too long.' },
    ]);
    expect(say({ code: 'forbidden', status: 403 }, 'create')).toEqual([{ field: 'user', text: 'Only staff may book for somebody else.' }]);
    expect(say({ code: 'forbidden', status: 403 })).toEqual([{ text: 'Only staff may do this.' }]);
  });

  it('say when it is not known what happened', () => {
    for (const problem of [undefined, { code: 'other', status: 502 }, { code: 'try_again', status: 503 }]) expect(say(problem)[0]?.text).toContain('not known whether');
  });

  it('say, once and beside a refusal, that what came of an earlier try is not known', () => {
    const sayOpen = (problem: Parameters<typeof complaintsOf>[0]) => complaintsOf(problem, { formats, kind: 'act', isOpen: true }).map(({ text }) => text).join(' ');
    const earlier = 'Whether it was done before is still not known. Try again: it will not be done twice.';
    expect(sayOpen({ code: 'aborted', status: 503 })).toBe(`This time nothing was done. Try again. ${earlier}`);
    expect(sayOpen({ code: 'unauthenticated', status: 401 })).toBe(`Sign in, and try again. ${earlier}`);
    for (const problem of [undefined, { code: 'other', status: 502 }]) expect(sayOpen(problem)).toBe(say(problem)[0]?.text);
  });

  it('name minutes by the largest unit that says it exactly', () => {
    expect([1, 45, 60, 90, 120, 1_440, 2_880, 0].map(minutesWord)).toEqual(['1 minute', '45 minutes', '1 hour', '90 minutes', '2 hours', '1 day', '2 days', '0 minutes']);
  });
});

it('boards come back one by one', () => {
  expect([0, 1, 2, 9].map((failures) => pauseAfter(failures, () => 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect(pauseAfter(9, () => 0)).toBe(0);
});

it('what could not be read is read again when there is a chance, and not at once', () => {
  const wait = (status: number, retryAfterSeconds?: number) =>
    retryAfter({ kind: 'refused', problem: { code: 'any', status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } });
  expect([retryAfter({ kind: 'whole' }), retryAfter({ kind: 'silent' }), wait(403)]).toEqual([undefined, 5_000, undefined]);
  expect([wait(429), wait(503, 1), wait(500), wait(429, 20), wait(503, 1e9)]).toEqual([5_000, 5_000, 5_000, 20_000, 60_000]);
});

it('staff follow what they look at, users themselves', () => {
  const follow = (services: readonly string[], isUser = false, subject?: string) => topicsFor({ services, isUser, subject });
  expect(follow([])).toEqual(['all']);
  expect(follow(['massage', 'tour'])).toEqual(['service:massage', 'service:tour']);
  const most = Array.from({ length: MAX_FRAME_TOPICS }, (_, index) => `s-${index}`);
  expect(follow(most)).toHaveLength(MAX_FRAME_TOPICS);
  expect(follow([...most, 'one-more'])).toEqual(['all']);
  expect([follow(['massage'], true, 'ada'), follow([], true)]).toEqual([['user:ada'], []]);
});

it('a token tells whose it is, and what is none tells nothing', async () => {
  expect(subjectIn(await tokenOf('ada'))).toBe('ada');
  expect([undefined, '', 'opaque', 'a.b.c', 'a.bnVsbA.c'].map(subjectIn)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

describe('settings', () => {
  const read = (api: string, live: string, page = 'https://desk.example/board/') => {
    const { api: base, live: socket } = settingsFrom({ api, live }, page);
    return [base.href, socket?.href];
  };
  it('are beside the page unless said', () => {
    expect(read('./', '')).toEqual(['https://desk.example/board/', 'wss://desk.example/board/live']);
    expect(read('', '')).toEqual(read('./', ''));
    expect(read('../api', '', 'http://localhost:3000/board/')).toEqual(['http://localhost:3000/api/', 'ws://localhost:3000/api/live']);
  });
  it('may be elsewhere, or leave live updates out', () => {
    expect(read('https://api.example/prod', 'wss://live.example/prod')).toEqual(['https://api.example/prod/', 'wss://live.example/prod']);
    expect(read('https://api.example', 'off')).toEqual(['https://api.example/', undefined]);
  });
});
