import type { InvalidRequest, Issue } from '../booking/refusals.js';
import { err, ok, type Result } from '../result.js';
import { parseInstant } from './instant.js';

/** Answers with the value, or with the name of the rule it breaks. */
export type Field<T> = (value: unknown) => T | Broken;

export class Broken {
  readonly issues: readonly Issue[];
  constructor(rule: string | readonly Issue[]) {
    this.issues = typeof rule === 'string' ? [{ path: '', rule }] : rule;
  }
}

const text = (value: unknown): value is string => typeof value === 'string';

/** In characters as JSON Schema counts them: a pair of surrogates is one. */
const isLonger = (value: string, max: number): boolean =>
  value.length > max && (value.length > 2 * max || Array.from(value).length > max);

export const string =
  (max: number): Field<string> =>
  (value) => {
    if (!text(value)) return new Broken('string');
    if (isLonger(value, max)) return new Broken('too_long');
    // A lone surrogate has no UTF-8 form: it would come back from a store as another character.
    return value.isWellFormed() ? value : new Broken('well_formed');
  };

export const matching =
  (pattern: RegExp): Field<string> =>
  (value) => {
    if (!text(value)) return new Broken('string');
    return pattern.test(value) ? value : new Broken('format');
  };

/** Of service and booking ids. */
export const identifier = matching(/^[A-Za-z0-9._~-]{1,128}$/);
/** Of users: printable ASCII without spaces. */
export const subject = matching(/^[!-~]{1,255}$/);

export const whole =
  (min: number, max = Number.MAX_SAFE_INTEGER): Field<number> =>
  (value) => {
    if (typeof value !== 'number') return new Broken('number');
    if (!Number.isSafeInteger(value)) return new Broken('whole_number');
    if (value < min) return new Broken('too_small');
    return value > max ? new Broken('too_large') : value;
  };

export const flag: Field<boolean> = (value) => (typeof value === 'boolean' ? value : new Broken('boolean'));

export const instant: Field<number> = (value) => parseInstant(value) ?? new Broken('instant');

export const oneOf =
  <T extends string>(values: readonly T[]): Field<T> =>
  (value) =>
    values.find((it) => it === value) ?? new Broken('one_of');

export const nullable =
  <T>(field: Field<T>): Field<T | null> =>
  (value) =>
    value === null ? null : field(value);

/** A plain object of at most `max` pairs. A `__proto__` key would not survive being copied, so it is none. */
export const pairs =
  <T>(max: number, maxKey: number, field: Field<T>): Field<Readonly<Record<string, T>>> =>
  (value) => {
    if (!isPlain(value)) return new Broken('object');
    const entries = Object.entries(value);
    if (entries.length > max) return new Broken('too_many');
    const issues: Issue[] = [];
    const copy: Record<string, T> = {};
    for (const [key, member] of entries) {
      const parsed = isPairKey(key, maxKey) ? field(member) : new Broken('key');
      if (parsed instanceof Broken) issues.push(...under(key.slice(0, maxKey), parsed.issues));
      else copy[key] = parsed;
    }
    return issues.length > 0 ? new Broken(issues) : Object.freeze(copy);
  };

/** Not a Map, not a Date, whose entries are none; an object of another realm has another `Object.prototype`. */
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/**
 * Without what JSON would escape: control characters, quotes, backslashes, lone surrogates. JSON.parse of Node 24 may
 * take a key with an escape for another one, with a backslash, that it has met before, from whomever: such a key would
 * come back from a store as another (nodejs/node#63785). What it is taken for has a backslash, so that is refused too.
 */
const isPairKey = (key: string, max: number): boolean =>
  key.length > 0 && !isLonger(key, max) && key !== '__proto__' && JSON.stringify(key) === `"${key}"`;

/** So much of an unknown name is repeated to whoever sent it. */
const MAX_NAME = 100;

interface Required<T> {
  readonly required: Field<T>;
}
type Shape = Readonly<Record<string, Field<unknown> | Required<unknown>>>;
type Parsed<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Required<unknown> ? K : never]: S[K] extends Required<infer T> ? T : never;
} & { readonly [K in keyof S as S[K] extends Field<unknown> ? K : never]?: S[K] extends Field<infer T> ? T : never };

export const required = <T>(field: Field<T>): Required<T> => ({ required: field });

/** The same of what has no other fields: a name that is none of ours is a slip of the pen, not something to pass over. */
export function parse<S extends Shape>(shape: S, input: unknown): Result<Parsed<S>, InvalidRequest> {
  const unknown = isObject(input) ? unknownFields(shape, input) : [];
  const parsed = parseSome(shape, input);
  if (unknown.length === 0) return parsed;
  return invalid(parsed.isErr() ? [...parsed.error.issues, ...unknown] : unknown);
}

const unknownFields = (shape: Shape, input: Readonly<Record<string, unknown>>): readonly Issue[] =>
  Object.keys(input)
    .filter((name) => !Object.hasOwn(shape, name) && input[name] !== undefined)
    .map((name) => ({ path: name.slice(0, MAX_NAME), rule: 'unknown_field' }));

/** Reads the fields of a shape from whatever was passed, each once; undefined is absent, every problem is an issue. */
export function parseSome<S extends Shape>(shape: S, input: unknown): Result<Parsed<S>, InvalidRequest> {
  if (!isObject(input)) return invalid([{ path: '', rule: 'object' }]);
  const issues: Issue[] = [];
  const parsed: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const given = input[name];
    const must = typeof field !== 'function';
    if (given === undefined) {
      if (must) issues.push({ path: name, rule: 'required' });
      continue;
    }
    const value = must ? field.required(given) : field(given);
    if (value instanceof Broken) issues.push(...under(name, value.issues));
    else parsed[name] = value;
  }
  return issues.length > 0 ? invalid(issues) : ok(parsed as Parsed<S>);
}

export const invalid = (issues: readonly Issue[]): Result<never, InvalidRequest> => err({ kind: 'invalid_request', issues });

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const under = (name: string, issues: readonly Issue[]): readonly Issue[] =>
  issues.map(({ path, rule }) => ({ path: path === '' ? name : `${name}.${path}`, rule }));
