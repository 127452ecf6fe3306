import { describe, expect, it } from 'vitest';
import type { InvalidRequest } from '../../../src/domain/booking/refusals.js';
import {
  parseCancel,
  parseClose,
  parseConfirm,
  parseCreate,
  parseReschedule,
  parseUpdate,
} from '../../../src/domain/input/commands.js';
import type { Result } from '../../../src/domain/result.js';
import { at } from '../builders.js';

const minimal = { userId: 'ada', serviceId: 'chair', dateTime: '2030-03-02T10:00:00Z' };
const full = {
  ...minimal,
  serviceName: 'Chair',
  durationMinutes: 45,
  units: 2,
  hold: true,
  notes: 'by the window',
  metadata: { order: '17' },
};
const issuesOf = (parsed: Result<unknown, InvalidRequest>) => parsed._unsafeUnwrapErr().issues;
const creating = (given: object) => issuesOf(parseCreate({ ...minimal, ...given }));
const accepts = (given: object): boolean => parseCreate({ ...minimal, ...given }).isOk();

describe('a request to create', () => {
  it('needs user, service and time, and the time becomes an instant', () => {
    expect(parseCreate(minimal)._unsafeUnwrap()).toEqual({ ...minimal, dateTime: at('10:00') });
    expect(issuesOf(parseCreate({}))).toEqual([
      { path: 'userId', rule: 'required' },
      { path: 'serviceId', rule: 'required' },
      { path: 'dateTime', rule: 'required' },
    ]);
  });
  it('takes everything else as it is', () => {
    expect(parseCreate(full)._unsafeUnwrap()).toEqual({ ...full, dateTime: at('10:00') });
  });
  it('is without what is undefined', () => {
    const command = parseCreate({ ...minimal, notes: undefined, units: undefined })._unsafeUnwrap();
    expect(Object.keys(command)).toEqual(['userId', 'serviceId', 'dateTime']);
  });
  it('refuses every field that it does not know, by name', () => {
    const sneaky = { ...minimal, bookingId: 'mine', version: 7, actor: { subject: 'root' }, ['x'.repeat(500)]: 1 };
    expect(issuesOf(parseCreate(sneaky))).toEqual(
      ['bookingId', 'version', 'actor', 'x'.repeat(100)].map((path) => ({ path, rule: 'unknown_field' })),
    );
    expect(issuesOf(parseCreate({ ...minimal, holdd: true, units: 0 }))).toEqual([
      { path: 'units', rule: 'too_small' },
      { path: 'holdd', rule: 'unknown_field' },
    ]);
  });
  it('passes over a field that is undefined, known or not', () => {
    expect(parseCreate({ ...minimal, notes: undefined, other: undefined }).isOk()).toBe(true);
  });
  it('says every problem at once', () => {
    expect(creating({ userId: '', units: 0, notes: 7 })).toEqual([
      { path: 'userId', rule: 'format' },
      { path: 'units', rule: 'too_small' },
      { path: 'notes', rule: 'string' },
    ]);
  });
  it.each([[undefined], [null], ['text'], [7], [true], [[]], [[minimal]], [() => minimal]])(
    'is an object: %o is none',
    (input) => {
      expect(issuesOf(parseCreate(input))).toEqual([{ path: '', rule: 'object' }]);
    },
  );
});

describe('units and durations', () => {
  it.each(['units', 'durationMinutes'])('%s are whole numbers from 1 on', (field) => {
    for (const value of [1, 2, Number.MAX_SAFE_INTEGER]) expect(accepts({ [field]: value })).toBe(true);
    for (const [value, rule] of [
      [0, 'too_small'],
      [-0, 'too_small'],
      [-1, 'too_small'],
      [1.5, 'whole_number'],
      [Number.NaN, 'whole_number'],
      [Number.POSITIVE_INFINITY, 'whole_number'],
      [2 ** 53, 'whole_number'],
      ['1', 'number'],
      [null, 'number'],
      [1n, 'number'],
      [[1], 'number'],
      [{ valueOf: () => 1 }, 'number'],
    ] as const) {
      expect(creating({ [field]: value })).toEqual([{ path: field, rule }]);
    }
  });
});

describe('ids', () => {
  const characters = Array.from({ length: 300 }, (_, code) => String.fromCharCode(code));
  const alphabet = '-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~'.split('');

  it('of services have 1 to 128 characters of their alphabet', () => {
    expect(characters.filter((one) => accepts({ serviceId: `s${one}` }))).toEqual(alphabet);
    expect([accepts({ serviceId: 's'.repeat(128) }), accepts({ serviceId: 's'.repeat(129) })]).toEqual([true, false]);
  });
  it('of bookings are of the same kind', () => {
    expect(characters.filter((one) => parseClose({ bookingId: `b${one}` }).isOk())).toEqual(alphabet);
    expect(parseClose({ bookingId: 'b'.repeat(129) }).isOk()).toBe(false);
  });
  it('of users have 1 to 255 printable ASCII characters without spaces', () => {
    expect(characters.filter((one) => accepts({ userId: `u${one}` }))).toEqual(characters.slice(0x21, 0x7f));
    expect([accepts({ userId: 'u'.repeat(255) }), accepts({ userId: 'u'.repeat(256) })]).toEqual([true, false]);
  });
  it.each(['', 'a#b', 'a/b', 'a\0', 'a b', '🪑', 'x'.repeat(300), 'a\n', '../x'])(
    'of services are not %j',
    (serviceId) => {
      expect(creating({ serviceId })).toEqual([{ path: 'serviceId', rule: 'format' }]);
    },
  );
  it.each([[7], [null], [['ada']], [{ toString: () => 'ada' }]])('are text, not %o', (id) => {
    expect(creating({ userId: id, serviceId: id })).toEqual([
      { path: 'userId', rule: 'string' },
      { path: 'serviceId', rule: 'string' },
    ]);
  });
});

describe('texts', () => {
  it.each([
    ['notes', 500, (notes: string) => parseCreate({ ...minimal, notes })],
    ['serviceName', 200, (serviceName: string) => parseCreate({ ...minimal, serviceName })],
    ['reason', 500, (reason: string) => parseCancel({ bookingId: 'b', reason })],
    ['paymentReference', 255, (paymentReference: string) => parseConfirm({ bookingId: 'b', paymentReference })],
  ] as const)('%s have up to %i characters', (path, max, parsed) => {
    expect(parsed('x'.repeat(max)).isOk()).toBe(true);
    expect(issuesOf(parsed('x'.repeat(max + 1)))).toEqual([{ path, rule: 'too_long' }]);
    expect(parsed('').isOk()).toBe(true);
  });
  it('may be in any script, with line breaks and even NUL', () => {
    const notes = 'Zoë 🪑 "quoted" \\ \r\n\t\0 عربى';
    expect(parseCreate({ ...minimal, notes })._unsafeUnwrap().notes).toBe(notes);
  });
  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('are not half a character: %j', (notes) => {
    expect(creating({ notes })).toEqual([{ path: 'notes', rule: 'well_formed' }]);
  });
  it.each([[true], [1], [null], [[]], [{}]])('are not %o', (notes) => {
    expect(creating({ notes })).toEqual([{ path: 'notes', rule: 'string' }]);
  });
});

describe('the wish to hold', () => {
  it('is true or false', () => {
    expect([accepts({ hold: true }), accepts({ hold: false })]).toEqual([true, true]);
    for (const hold of ['true', 1, 0, null, ''])
      expect(creating({ hold })).toEqual([{ path: 'hold', rule: 'boolean' }]);
  });
});

describe('a request to change', () => {
  it.each([
    ['reschedule', parseReschedule],
    ['update', parseUpdate],
  ])('(%s) changes something', (_, parsed) => {
    expect(issuesOf(parsed({ bookingId: 'b' }))).toEqual([{ path: '', rule: 'empty' }]);
    expect(issuesOf(parsed({ bookingId: 'b', units: undefined }))).toEqual([{ path: '', rule: 'empty' }]);
    expect(issuesOf(parsed({ units: 1 }))).toEqual([{ path: 'bookingId', rule: 'required' }]);
    expect(parsed({ bookingId: 'b', units: 2 })._unsafeUnwrap()).toEqual({ bookingId: 'b', units: 2 });
  });
  it.each(['durationMinutes', 'units'])('asks for at least one of %s', (field) => {
    for (const parsed of [parseReschedule, parseUpdate]) {
      expect(parsed({ bookingId: 'b', [field]: 1 }).isOk()).toBe(true);
      expect(issuesOf(parsed({ bookingId: 'b', [field]: 0 }))).toEqual([{ path: field, rule: 'too_small' }]);
    }
  });
  it('clears notes and keys by null, and nothing else', () => {
    const patch = { bookingId: 'b', notes: null, metadata: { order: null, seat: 'A' } };
    expect(parseUpdate(patch)._unsafeUnwrap()).toEqual(patch);
    for (const path of ['dateTime', 'durationMinutes', 'units', 'metadata']) {
      expect(issuesOf(parseUpdate({ bookingId: 'b', [path]: null }))).toMatchObject([{ path }]);
    }
  });
  it('cannot clear what is only being made', () => {
    expect(creating({ notes: null, metadata: { a: null } })).toMatchObject([{ path: 'notes' }, { path: 'metadata.a' }]);
  });
});
