import type { Chance } from '../../simulation/random.js';
import type { Draft } from './request.js';
import type { Spoil } from './spoils.js';
import type { Json } from './values.js';

const NAMES = ['__proto__', 'constructor', 'toString', 'x', 'userid', 'bookingId', 'status', 'version', '', '\u0000', 'x'.repeat(300)] as const;
const VALUES: readonly [Json, ...Json[]] = [
  null, true, 0, -1, 1.5, 1e300, -0, 2 ** 53, '', ' ', '0', 'x'.repeat(600), 'x'.repeat(20_000), [], [1], {}, { a: { b: null } },
  '\u0000', '\uD800', 'a\r\nb', '\u202E', '2026-02-30T10:00:00Z', '2026-12-01T10:00:00', { __proto__: 1 }, ['a', ['b', ['c']]],
];

const isObject = (json: Json | undefined): json is { readonly [name: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** For a body that is an object still. */
const onFields = (change: (fields: Readonly<Record<string, Json>>, chance: Chance) => Json): Spoil => (draft, chance) =>
  isObject(draft.json) ? { ...draft, json: change(draft.json, chance) } : draft;

const nested = (depth: number): Json => Array.from({ length: depth }).reduce<Json>((inner) => [inner], 1);

const nameIn = (fields: Readonly<Record<string, Json>>, chance: Chance): string => {
  const names = Object.keys(fields);
  return names[chance.below('name', names.length)] ?? 'x';
};

/** Something is done to the text itself, after which there is no value any more. */
const onText = (change: (text: string, chance: Chance) => string | Uint8Array): Spoil => (draft: Draft, chance) => {
  const text = draft.json === undefined ? Buffer.from(draft.body).toString() : JSON.stringify(draft.json);
  const body = change(text, chance);
  return { ...draft, json: undefined, body: typeof body === 'string' ? Buffer.from(body) : body };
};

export const BODY_SPOILS: readonly Spoil[] = [
  onFields((fields, chance) => {
    const { [nameIn(fields, chance)]: _gone, ...rest } = fields;
    return rest;
  }),
  onFields((fields, chance) => ({ ...fields, [chance.pick('extra', NAMES)]: chance.pick('value', VALUES) })),
  onFields((fields, chance) => ({ ...fields, [nameIn(fields, chance)]: chance.pick('value', VALUES) })),
  onFields((fields, chance) => ({ ...fields, [nameIn(fields, chance)]: chance.pick('value', VALUES) })),
  onFields((fields, chance) => ({ ...fields, [nameIn(fields, chance)]: nested(1_000) })),
  onFields((fields) => ({ ...fields, metadata: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`m${n}`, ''])) })),
  onFields((_, chance) => chance.pick('whole', [null, [], 'x', 7, true, nested(2_000)])),
  onText((text, chance) => text.slice(0, chance.below('end', text.length + 1))),
  onText((text) => text.replace('{', '{"__proto__":{"userId":"bob"},')),
  onText((text) => text.replace('{', '{"userId":"bob","userId":"ada",')),
  onText((text) => text.replace(/:("[^"]*"|\d+)/, ':1e400')),
  onText((text) => `\uFEFF${text}`),
  onText((text) => `${text}}`),
  onText((text) => text.replaceAll('"', "'")),
  onText((text) => Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0, 0x80])])),
  onText((text) => Buffer.from(text, 'utf16le')),
  onText((text) => `${text}${' '.repeat(16_384)}`),
  onText((text) => ' '.repeat(Math.max(0, 16_384 - Buffer.byteLength(text))) + text),
  onText(() => ''),
  onText((_, chance) => chance.pick('text', ['NaN', '-', '[', '{"a":', 'undefined', '"\\ud800"', '\u0000', '/**/{}', '[1,]'])),
];
