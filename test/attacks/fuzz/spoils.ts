import type { Chance } from '../../simulation/random.js';
import { BODY_SPOILS } from './spoilt-bodies.js';
import type { Draft } from './request.js';

export type Spoil = (draft: Draft, chance: Chance) => Draft;

/** As it goes into an address. */
const encoded = (first: string, ...others: readonly string[]): [string, ...string[]] => [
  encodeURIComponent(first),
  ...others.map(encodeURIComponent),
];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x', 'userId', 'a[b]', 'limit', '', '\u0000', '%00'] as const;

const withHeader = (name: string, value: string): Spoil => (draft) => ({
  ...draft,
  headers: [...draft.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()), [name, value]],
});
const oneOf = (name: string, first: string, ...others: readonly string[]): Spoil => (draft, chance) =>
  withHeader(name, chance.pick('value', [first, ...others]))(draft, chance);

/** The last part of the path, done over. */
const withPart = (change: (part: string, chance: Chance) => string): Spoil => (draft, chance) => {
  const parts = draft.path.split('/');
  const last = parts.pop() ?? '';
  return { ...draft, path: [...parts, change(last, chance)].join('/') };
};
const withQuery = (more: (chance: Chance) => string): Spoil => (draft, chance) => ({
  ...draft,
  query: [draft.query, more(chance)].filter((part) => part !== '').join('&'),
});
const odd = (spoil: Spoil): Spoil => (draft, chance) => ({ ...spoil(draft, chance), isOdd: true });
const encodedAgain = (part: string): string =>
  Array.from(part, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

const PATH_SPOILS: readonly Spoil[] = [
  withPart((part, chance) => `${part}${chance.pick('broken', ['%', '%zz', '%ff%fe', '%E0%A4%A'])}`),
  withPart((part) => part.replaceAll('-', '%2D').replaceAll('o', '%6F')),
  withPart((part) => encodedAgain(part)),
  withPart((part) => part.replaceAll('%', '%25')),
  withPart((part, chance) => `${part}${chance.pick('end', ['/', '%2F', '%00', ';x=1', '.', '%20', '%0d%0aX:%20y', ...encoded('💆')])}`),
  withPart((_, chance) => chance.pick('part', ['..', '.', '%2e%2e', '%2e%2e%2f', '', 'x'.repeat(5_000), '__proto__', 'constructor', '%E0%A4%A', 'null', 'undefined', '-1'])),
  (draft) => ({ ...draft, path: `/${draft.path}` }),
  (draft) => ({ ...draft, path: draft.path.toUpperCase() }),
  (draft) => ({ ...draft, path: `${draft.path}/x/y` }),
  (draft, chance) => ({ ...draft, path: chance.pick('path', ['/', '/booking', '/openapi', '/.env', '/bookings//history', '/*', '/favicon.ico']) }),
  withPart((part, chance) => `${part}${chance.pick('end', ['#x', '\xff\xfe', '"', '<>', '\\', '^|', '{}'])}`),
  withPart((part, chance) => `${part}${chance.pick('end', [' x', '\u0000', '\t', '\u007f'])}`),
];

const QUERY_SPOILS: readonly Spoil[] = [
  withQuery((chance) => `${encodeURIComponent(chance.pick('name', NAMES))}=${chance.pick('value', ['1', '', '%00', 'a+b', '%ff'])}`),
  withQuery((chance) => `limit=${chance.pick('limit', encoded('0', '101', '-1', '1e1', '0x10', ' 5', '5.0', '', '９', '9'.repeat(20), 'NaN'))}`),
  withQuery((chance) => `cursor=${chance.pick('cursor', ['', 'AAAA', 'eyJ9', '%00', '..', 'x'.repeat(1_001), encodeURIComponent('{"a":1}')])}`),
  withQuery((chance) => `from=${chance.pick('from', ['2026-02-30T00:00:00Z', '2026-12-01', '2026-12-01T24:00:00Z', 'now', '0'])}`),
  withQuery(() => 'userId=ada&userId=bob'),
  withQuery(() => 'a=1&'.repeat(2_000)),
  withQuery(() => '&&&=&='),
  withQuery((chance) => chance.pick('broken', ['%', '%zz=1', 'a=%E0%A4%A', '=', '?', ';'])),
];

const HEADER_SPOILS: readonly Spoil[] = [
  oneOf('Idempotency-Key', '', '"', '""', 'a,b', 'k'.repeat(256), 'k'.repeat(255), '"k"', 'a"b', 'a\\b', '\xe4\xf6', 'a b', 'a\tb'),
  oneOf('If-Match', 'W/"1"', '*', '1', '"1", "2"', '""', '"-1"', '"01"', `"${'9'.repeat(400)}"`, '', '"1', '"x"'),
  oneOf('If-None-Match', '*', ',,,', 'W/', '"', '"1", "2", W/"3"', 'x'.repeat(5_000)),
  oneOf('Content-Type', 'text/plain', 'application/json; charset=utf-16', 'application/json; charset="utf-8"', 'APPLICATION/JSON', 'application/json;', 'x', '', 'application/json, text/plain', 'application/xml', 'multipart/form-data; boundary=x'),
  oneOf('Content-Encoding', 'gzip', 'identity', 'br', 'x'),
  oneOf('X-HTTP-Method-Override', 'DELETE', 'PUT'),
  oneOf('X-Request-Id', 'r-1', 'a b', 'x'.repeat(129), ''),
  oneOf('Accept', 'text/html', 'application/xml;q=1, */*;q=0'),
  oneOf('Range', 'bytes=0-1'),
  oneOf('X-Large', 'x'.repeat(12_000)),
  oneOf('Origin', 'https://evil.example', 'null'),
  oneOf('Transfer-Encoding', 'chunked'),
  (draft) => ({ ...draft, headers: draft.headers.filter(([name]) => name !== 'Content-Type') }),
  (draft) => ({ ...draft, headers: [...draft.headers, ...draft.headers] }),
  (draft) => ({ ...draft, headers: [...draft.headers, ['Idempotency-Key', 'one'], ['idempotency-key', 'two']] }),
  oneOf('X', 'a\u0000b', 'a\u0001b', '\u007f'),
  odd(oneOf('Expect', '100-continue', 'nothing')),
  odd(oneOf('Content-Length', '0', '-1', 'x')),
];

const METHOD_SPOIL: Spoil = (draft, chance) => ({
  ...draft,
  method: chance.pick('method', ['HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'PUT', 'PATCH', 'POST', 'GET', 'SEARCH', 'PURGE']),
});
/** Bodies and paths twice: there is most to be found. */
export const SPOILS: readonly Spoil[] = [
  ...BODY_SPOILS,
  ...BODY_SPOILS,
  ...PATH_SPOILS,
  ...PATH_SPOILS,
  ...QUERY_SPOILS,
  ...HEADER_SPOILS,
  METHOD_SPOIL,
  METHOD_SPOIL,
  METHOD_SPOIL,
];
