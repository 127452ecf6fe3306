import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableItem } from '../../../src/adapters/dynamodb/unreadable-item.js';
import { KIND_NAMES, KINDS } from './stored-items.js';

const SECRET = 'nobody’s business';

/** What becomes of a good item with some attributes changed; `undefined` takes one away. */
function found(name: keyof typeof KINDS, changes: Readonly<Record<string, unknown>>): unknown {
  const { item, parse } = KINDS[name];
  const entries = Object.entries({ ...item, ...changes }).filter(([, value]) => value !== undefined);
  try {
    return parse(Object.fromEntries(entries));
  } catch (error) {
    return error;
  }
}

const ends = (why: string): unknown => expect.stringMatching(new RegExp(` ${why}$`));

const ATTRIBUTES = KIND_NAMES.flatMap((name) => KINDS[name].needs.map((attribute) => ({ name, attribute })));
const WRONG = [SECRET, 7.5, Number.NaN, true, null, undefined, ['S'], { S: SECRET }, new Uint8Array(3), new Set(['S'])];

describe.each(KIND_NAMES)('a %s', (name) => {
  it('is read as it is', () => {
    expect(found(name, {})).not.toBeInstanceOf(Error);
  });

  it('is read although there is more in it than this release knows', () => {
    expect(found(name, { later: SECRET, [KINDS[name].json]: withMore(KINDS[name]) })).not.toBeInstanceOf(Error);
  });

  it.each([
    [2, 'has schema 2, newer than 1, the newest this release knows'],
    [99, 'has schema 99, newer than 1, the newest this release knows'],
    [0, 'was not written by Holdfast'],
    ['1', 'was not written by Holdfast'],
    [undefined, 'was not written by Holdfast'],
  ])('that says it has schema %s is not read', (schema, why) => {
    expect(found(name, { schema })).toMatchObject({ code: 'UNREADABLE_ITEM', message: ends(why) });
  });

  it('that belongs under another key is not read', () => {
    const { item } = KINDS[name];
    for (const elsewhere of [{ pk: `${String(item['pk'])}-2` }, { sk: `${String(item['sk'])}-2` }]) {
      expect(found(name, elsewhere)).toMatchObject({ message: ends('holds what belongs to another key') });
    }
  });

  it('whose JSON is none is not read', () => {
    const { json } = KINDS[name];
    for (const text of ['', '{', SECRET, '{"a":1} more']) {
      expect(found(name, { [json]: text })).toMatchObject({ message: ends(`holds no JSON in ${json}`) });
    }
  });

  it('that has no text where its JSON should be is not read', () => {
    const { json } = KINDS[name];
    for (const value of [undefined, 7, { S: SECRET }]) {
      expect(found(name, { [json]: value })).toMatchObject({ message: ends(`holds no text in ${json}`) });
    }
  });

  it('whatever JSON it holds is read or refused, never anything else, and never quoted', () => {
    const { json, item } = KINDS[name];
    const good: unknown = JSON.parse(String(item[json]));
    const spoiled = fc.oneof(
      fc.jsonValue(),
      fc.tuple(fc.jsonValue(), fc.nat()).map(([value, n]) => spoiledAt(good, n, value)),
    );
    fc.assert(
      fc.property(spoiled, (value) => {
        const outcome = found(name, { [json]: JSON.stringify(value) });
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableItem);
      }),
      { numRuns: 500 },
    );
    expect(found(name, { [json]: JSON.stringify(SECRET) })).toBeInstanceOf(UnreadableItem);
    expect(String(found(name, { [json]: JSON.stringify({ [SECRET]: SECRET }) }))).not.toContain(SECRET);
  });
});

describe.each(ATTRIBUTES)('a $name whose $attribute is wrong', ({ name, attribute }) => {
  it.each(WRONG)('is not read, and not quoted: %s', (value) => {
    const outcome = found(name, { [attribute]: value });
    // These two may be any text.
    const mayBe = typeof value === 'string' && ['requestId', 'fingerprint'].includes(attribute);
    if (mayBe) expect(outcome).toMatchObject({ [attribute]: value });
    else expect(outcome).toBeInstanceOf(UnreadableItem);
    if (!mayBe) expect(String(outcome)).not.toContain(SECRET);
  });
});

describe('what is said about an item', () => {
  it('names the place of a booking, a day and a service', () => {
    const said = KIND_NAMES.map((name) => String(found(name, { [KINDS[name].json]: '{' })));
    expect(said).toEqual([
      'UnreadableItem: the item BOOKING#b-1 / BOOKING holds no JSON in state',
      'UnreadableItem: the item BOOKING#b-1 / EVENT#0000000010 holds no JSON in event',
      'UnreadableItem: the item DAY#chair#2030-03-02 / DAY holds no JSON in claims',
      'UnreadableItem: the item of an idempotency record holds no JSON in answer',
      'UnreadableItem: the item SERVICE#chair / SERVICE holds no JSON in service',
      'UnreadableItem: the item of a live connection holds no JSON in actor',
      'UnreadableItem: the item of a calendar feed holds no JSON in feed',
    ]);
  });

  it('does not name another program’s keys', () => {
    const said = String(found('booking', { pk: SECRET, sk: SECRET, schema: undefined }));
    expect(said).toBe('UnreadableItem: the item under a key that is none of ours was not written by Holdfast');
  });

  it('says where in it, but not by the keys of metadata, which are a caller’s words', () => {
    const state: object = JSON.parse(String(KINDS.booking.item['state']));
    const withState = (more: object) => String(found('booking', { state: JSON.stringify({ ...state, ...more }) }));
    const claim = { from: 0, to: 'x', units: 1 };
    expect(withState({ claim })).toMatch(/ holds in state what it should not, at claim\.to$/);
    expect(withState({ metadata: { [SECRET]: 7 } })).toMatch(/ holds in state what it should not, at metadata$/);
    expect(withState({ version: 2 })).toMatch(/ holds a state of another version$/);
  });
});

it.each([Number.MAX_SAFE_INTEGER, 253_402_300_800_000, -62_167_219_200_001, 1.5])('%s is no instant', (startsAt) => {
  const state: object = JSON.parse(String(KINDS.booking.item['state']));
  expect(found('booking', { state: JSON.stringify({ ...state, startsAt }) })).toBeInstanceOf(UnreadableItem);
});

describe.each(['occurredAt', 'booking.dateTime', 'booking.createdAt'])('an event whose %s', (path) => {
  const withInstant = (instant: unknown): unknown => {
    const [name = '', inner] = path.split('.');
    const event: Readonly<Record<string, object>> = JSON.parse(String(KINDS.event.item['event']));
    const changed = inner === undefined ? instant : { ...event[name], [inner]: instant };
    return found('event', { event: JSON.stringify({ ...event, [name]: changed }) });
  };

  it.each(['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])('is %s is read', (instant) => {
    expect(withInstant(instant)).not.toBeInstanceOf(Error);
  });

  it.each([
    '',
    'x\u001B[2J',
    '2030-02-30T10:00:00.000Z',
    '2030-03-02T10:00:00Z',
    '2030-03-02T10:00:00.000+00:00',
    '2030-03-02',
    '+010000-01-01T00:00:00.000Z',
    1_898_676_000_000,
  ])('is no instant as they are published (%j) is not read, but named', (instant) => {
    expect(withInstant(instant)).toMatchObject({ code: 'UNREADABLE_ITEM', message: ends(`holds in event what it should not, at ${path}`) });
  });
});

function withMore({ item, json }: (typeof KINDS)[keyof typeof KINDS]): string {
  const value: unknown = JSON.parse(String(item[json]));
  const more = (one: unknown): object => ({ ...Object(one), later: SECRET });
  return JSON.stringify(Array.isArray(value) ? value.map(more) : more(value));
}

/** The same, but for one of the values in it. */
function spoiledAt(value: unknown, at: number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return other;
  const entries = Object.entries(value);
  const place = at % entries.length;
  const changed = entries.map(([name, one], n) => {
    return [name, n === place ? spoiledAt(one, Math.floor(at / entries.length), other) : one] as const;
  });
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}
