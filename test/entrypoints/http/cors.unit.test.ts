import { describe, expect, it } from 'vitest';
import { cors } from '../../../src/entrypoints/http/cors.js';

const HERE = 'https://app.example';

describe('pages of an origin that was named', () => {
  const rules = cors([HERE, 'https://other.example']);

  it('read answers and their headers', () => {
    expect(rules.onAnswer(HERE)).toEqual({
      Vary: 'Origin',
      'Access-Control-Allow-Origin': HERE,
      'Access-Control-Expose-Headers': 'ETag, Location, Link, Retry-After, Idempotency-Replayed',
    });
  });

  it('may send the headers of this API', () => {
    expect(rules.onPreflight(HERE)).toMatchObject({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, PUT, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match',
    });
  });

  it('need not ask again for ten minutes', () => {
    expect(rules.onPreflight(HERE)).toMatchObject({ 'Access-Control-Max-Age': '600' });
  });

  it('never send cookies', () => expect(JSON.stringify(rules.onPreflight(HERE))).not.toMatch(/credentials/i));
});

describe('other pages', () => {
  it.each(['https://app.example.evil', 'http://app.example', 'null', undefined])('of %s get nothing', (origin) => {
    expect(cors([HERE]).onAnswer(origin)).toEqual({ Vary: 'Origin' });
    expect(cors([HERE]).onPreflight(origin)).toBeUndefined();
  });
});

it('is off unless an origin is named', () => {
  expect(cors([]).onAnswer(HERE)).toEqual({});
  expect(cors([]).onPreflight(HERE)).toBeUndefined();
});

it('lets everyone read with *', () =>
  expect(cors(['*']).onAnswer(HERE)).toMatchObject({ 'Access-Control-Allow-Origin': '*' }));

it('says nothing to who is no page, even with *', () => {
  expect(cors(['*']).onAnswer(undefined)).toEqual({});
  expect(cors(['*']).onPreflight(undefined)).toBeUndefined();
});
