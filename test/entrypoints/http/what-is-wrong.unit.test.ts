import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { issuesOf } from '../../../src/entrypoints/http/issues.js';
import { openDirect } from './direct-wire.js';
import { massage } from './scenario.js';
import type { WireRequest } from './wire.js';
import { actorOf, world } from './world.js';

interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

async function errorsOf(method: string, target: string, more: Partial<WireRequest> = {}) {
  const wire = await openDirect(world().bookings);
  onTestFinished(() => wire.close());
  const answer = await wire.send({ method, target, headers: {}, as: actorOf('ada'), ...more });
  const { code, errors = [] } = JSON.parse(answer.text) as Problem;
  return { status: answer.status, code, errors: errors.map(({ path, message }) => [path, message]) };
}
const json = { 'content-type': 'application/json' };
const posting = (body: string | Uint8Array) => errorsOf('POST', '/bookings', { headers: json, body });
const wrong = (...errors: readonly (readonly [string, string])[]) => ({ status: 400, code: 'invalid_request', errors });

describe('what is wrong with a body is told by field', () => {
  it.each<[string, object, string, string]>([
    ['a text for a number', { units: 'one' }, 'units', 'must be a whole number'],
    ['half a unit', { units: 1.5 }, 'units', 'must be a whole number'],
    ['a number beyond all counting', { units: 1e300 }, 'units', 'must be a whole number'],
    ['a number beyond all counting, below', { units: -1e300 }, 'units', 'must be a whole number'],
    ['a number for a text', { userId: 7 }, 'userId', 'must be a string'],
    ['a text for a truth', { hold: 'yes' }, 'hold', 'must be true or false'],
    ['a list for pairs', { metadata: ['a'] }, 'metadata', 'must be an object'],
    ['a number in pairs', { metadata: { a: 1 } }, 'metadata.a', 'must be a string'],
    ['null, which is there', { serviceId: null }, 'serviceId', 'must be a string'],
    ['a field that there is not', { colour: 'red' }, 'colour', 'is not a field of this request'],
  ])('%s', async (_, given, path, message) => {
    expect(await posting(JSON.stringify({ ...massage(), ...given }))).toEqual(wrong([path, message]));
  });

  it('a field that is missing', async () => {
    expect(await posting(JSON.stringify({ userId: 'ada' }))).toEqual(
      wrong(['serviceId', 'is required'], ['dateTime', 'is required']),
    );
  });

  it.each(['null', '[]', '"text"', '7', 'true'])('%s, which is no object', async (body) => {
    expect(await posting(body)).toEqual(wrong(['', 'must be an object']));
  });

  it.each([
    ['half of a text', '{"userId":'],
    ['bytes that are no text', Uint8Array.of(0x22, 0xff, 0x22)],
  ])('%s', async (_, body) => {
    expect(await posting(body)).toEqual(wrong(['', 'is not valid JSON in UTF-8']));
  });

  it('nothing at all', async () => {
    expect(await posting('')).toEqual(wrong(['', 'is required']));
  });

  it('a name that every object inherits', async () => {
    const refused = 'is not a field of this request';
    expect(await posting('{"__proto__":{"userId":"ada"}}')).toEqual(wrong(['__proto__', refused]));
    expect(await posting('{"metadata":{"__proto__":"a"}}')).toEqual(wrong(['metadata.__proto__', refused]));
  });

  it('twenty things at most, each with a hundred characters of its name', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${'x'.repeat(150)}${n}`, n]));
    const { errors } = await posting(JSON.stringify({ ...massage(), ...many }));
    expect(errors).toHaveLength(20);
    expect(new Set(errors.map(([path]) => path))).toEqual(new Set(['x'.repeat(100)]));
  });
});

describe('what is wrong with a query is told by parameter', () => {
  it.each([
    ['limit=many', 'limit', 'must be a whole number'],
    ['limit=1.5', 'limit', 'must be a whole number'],
    ['limit=-1', 'limit', 'must be a whole number'],
    ['limit=1234567890', 'limit', 'must be a whole number'],
    ['status=gone', 'status', 'is not one of the allowed values'],
    ['order=up', 'order', 'is not one of the allowed values'],
    ['user=ada', 'user', 'is not a parameter of this address'],
    ['limit=1&limit=2', 'limit', 'may be given only once'],
  ])('%s', async (query, path, message) => {
    expect(await errorsOf('GET', `/bookings?${query}`)).toEqual(wrong([path, message]));
  });

  it('nothing, where a number has as many digits as it may', async () => {
    for (const limit of ['1', '20', '100', '000000100']) {
      expect((await errorsOf('GET', `/bookings?limit=${limit}`)).status).toBe(200);
    }
  });
});

describe('what is wrong elsewhere', () => {
  it('in the path is told by parameter', async () => {
    for (const spoilt of ['%zz', '%', '%c3']) {
      expect(await errorsOf('GET', `/bookings/${spoilt}`)).toEqual(wrong(['bookingId', 'is not well percent-encoded']));
    }
  });

  it('in If-Match is told by its name', async () => {
    expect(await errorsOf('POST', '/bookings/b/cancel', { headers: { 'If-Match': 'W/"1"' } })).toEqual(
      wrong(['If-Match', 'must be one strong version tag such as "3", or *']),
    );
  });
});

describe('a schema that asks for what none of ours does yet', () => {
  it.each([
    ['a list', z.strictObject({ a: z.array(z.string()) }), { a: 1 }],
    ['a rule of its own', z.strictObject({ a: z.string().check(z.refine(() => false)) }), { a: 'b' }],
  ])('(%s) is told to be of the wrong type', (_, schema, input) => {
    const issues = z.safeParse(schema, input).error?.issues ?? [];
    expect(issuesOf(issues, input, 'unknown_field')).toEqual([{ path: 'a', rule: 'type' }]);
  });
});
