import type { OpenApi, Schema } from '../../entrypoints/http/description.js';
import type { Chance } from '../../simulation/random.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A value that is known to be useful where this name stands, or nothing. */
export type Hint = (name: string, chance: Chance) => Json | undefined;

const DAY_MS = 86_400_000;
const PRINTABLE = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n));
const TEXTS = ['', ' ', 'tea', 'Zoë 💆', 'a\u0000b', '\u202Eevil', '\uFEFF', 'e\u0301', '\u{1F468}\u200D\u{1F469}', "' OR 1=1 --", '<script>', '${x}'];

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const schemaIn = (value: unknown): Schema => (isSchema(value) ? value : {});
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberIn = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
const isJson = (value: unknown): value is Json => value !== undefined;

/** Values as the schemas of a document allow them; some of them as large or as small as they may be. */
export class Values {
  readonly #document: OpenApi;
  readonly #hint: Hint;

  constructor(document: OpenApi, hint: Hint) {
    this.#document = document;
    this.#hint = hint;
  }

  of(given: Schema, chance: Chance, name = ''): Json {
    const schema = this.#resolved(given);
    const hinted = chance.happens('hinted', 0.85) ? this.#hint(name, chance.of('hint')) : undefined;
    if (hinted !== undefined) return hinted;
    const among = listIn(schema['enum'] ?? schema['anyOf'] ?? schema['oneOf']);
    const picked = among[chance.below('among', among.length)];
    if (schema['enum'] && isJson(picked)) return picked;
    if (picked !== undefined) return this.of(schemaIn(picked), chance.of('picked'), name);
    if (isJson(schema['const'])) return schema['const'];
    if (schema['type'] === 'object') return this.#object(schema, chance);
    if (schema['type'] === 'boolean') return chance.happens('yes', 0.5);
    if (schema['type'] === 'integer') return this.#integer(schema, chance);
    return schema['type'] === 'null' ? null : this.#string(schema, chance);
  }

  #resolved(schema: Schema): Schema {
    const $ref = schema['$ref'];
    const name = typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '') : undefined;
    return name === undefined ? schema : this.#resolved(this.#document.components.schemas[name] ?? {});
  }

  #integer({ minimum, maximum }: Schema, chance: Chance): number {
    const [least, most] = [numberIn(minimum, -10), numberIn(maximum, 1_000)];
    const at = chance.draw('at');
    if (at < 0.07) return least;
    return at < 0.12 ? most : Math.min(most, least + chance.below('size', 4));
  }

  #string(schema: Schema, chance: Chance): string {
    if (schema['format'] === 'date-time') return instantNear(chance);
    const { minLength, maxLength, pattern } = schema;
    const [least, most] = [numberIn(minLength, 0), numberIn(maxLength, 40)];
    const allowed = typeof pattern === 'string' ? PRINTABLE.filter((sign) => new RegExp(pattern, 'u').test(sign)) : undefined;
    const fill = allowed?.[chance.below('sign', allowed.length)] ?? 'x';
    const at = chance.draw('length');
    if (at < 0.06) return fill.repeat(least);
    if (at < 0.12) return fill.repeat(most);
    if (!allowed) return chance.pick('text', ['', ...TEXTS]).slice(0, most);
    const length = Math.max(least, 1) + chance.below('signs', 8);
    return Array.from({ length }, (_, n) => allowed[chance.below(`sign ${n}`, allowed.length)] ?? fill).join('');
  }

  #object(schema: Schema, chance: Chance): Json {
    const required = new Set(listIn(schema['required']));
    const given = Object.entries(schemaIn(schema['properties'])).flatMap(([name, property]): [string, Json][] =>
      required.has(name) || chance.happens(`has ${name}`, 0.35)
        ? [[name, this.of(schemaIn(property), chance.of(name), name)]]
        : [],
    );
    if (given.length < numberIn(schema['minProperties'], 0)) return this.#object(schema, chance.of('more'));
    if (!isSchema(schema['additionalProperties'])) return Object.fromEntries(given);
    return { ...Object.fromEntries(given), ...this.#pairs(schema, schema['additionalProperties'], chance.of('pairs')) };
  }

  #pairs({ maxProperties, propertyNames }: Schema, values: Schema, chance: Chance): Record<string, Json> {
    const most = numberIn(maxProperties, 5);
    const longest = numberIn(schemaIn(propertyNames)['maxLength'], 10);
    const isFull = chance.happens('full', 0.08);
    const size = isFull ? most : chance.below('size', 3);
    return Object.fromEntries(
      Array.from({ length: size }, (_, n) => [
        isFull ? `${n}`.padStart(longest, 'k') : chance.pick(`name ${n}`, ['order', 'room', 'ключ', 'toString']),
        this.of(values, chance.of(`value ${n}`), 'metadata value'),
      ]),
    );
  }
}

/** Hours of the next days, in several spellings; some a moment away, some far off. */
export function instantNear(chance: Chance): string {
  const now = Date.now();
  const at = chance.draw('when');
  if (at < 0.12) return new Date(now + 1_000 + chance.below('soon', 1_500)).toISOString();
  if (at < 0.16) return chance.pick('odd', ['1970-01-01T00:00:00Z', '2400-02-29T23:59:59.999999Z', '9998-12-31T23:59:59Z', '0000-01-01T00:00:00Z']);
  const hour = (Math.floor(now / DAY_MS) + 1 + chance.below('day', 3)) * DAY_MS + chance.below('hour', 24) * 3_600_000;
  const text = new Date(hour).toISOString();
  return chance.pick('spelling', [text, text, text, text.replace('.000Z', 'Z'), text.replace('Z', '+00:00'), text.replace('T', 't').replace('Z', 'z')]);
}
