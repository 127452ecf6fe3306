import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { isTopic } from '../../src/domain/live/topic.js';
import { LIVE_ERRORS } from '../../src/entrypoints/live/live-errors.js';
import { parseFrame } from '../../src/entrypoints/live/parse-frame.js';
import { undocumented } from '../entrypoints/live/documented-frames.js';
import { asyncApiDocument } from './asyncapi/document.js';

it('the document is AsyncAPI 3.0 by the schema that AsyncAPI publishes', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const { $schema: _draft, ...schema } = JSON.parse(JSON.stringify(specs.schemasWithoutId['3.0.0']));
  const isAsyncApi = ajv.compile(schema);
  const document = JSON.parse(JSON.stringify(asyncApiDocument()));
  isAsyncApi(document);
  expect(isAsyncApi.errors).toBeNull();
  isAsyncApi({ ...document, operations: { ping: { action: 'shout' } } });
  expect(isAsyncApi.errors).not.toBeNull();
});

it('the document points only at what is there', () => {
  const document = JSON.parse(JSON.stringify(asyncApiDocument()));
  const places = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(20);
  const at = (place: string): unknown => place.split('/').reduce((found, name) => Object(found)[name], document);
  expect(places.filter((place) => at(place) === undefined)).toEqual([]);
});

describe('a frame that a client may send', () => {
  const frames: readonly unknown[] = [
    { action: 'ping' },
    { action: 'subscribe', topics: ['all'] },
    { action: 'unsubscribe', topics: ['user:ada', 'service:chair', 'all', 'all'] },
    { action: 'subscribe', topics: [] },
    { action: 'subscribe' },
    { action: 'subscribe', topics: 'all' },
    { action: 'subscribe', topics: ['everything'] },
    { action: 'ping', topics: ['all'] },
    { action: 'pong' },
    { action: 'subscribe', topics: ['all'], more: 1 },
    {},
    [],
    'ping',
    null,
  ];
  it.each(frames)('is one by the document and by the code, or by neither: %j', (frame) => {
    expect(undocumented('client', frame) === undefined).toBe(parseFrame(JSON.stringify(frame)).isOk());
  });

  const topics = ['all', 'service:a.b_c~d-e', `service:${'x'.repeat(128)}`, `user:!${'~'.repeat(254)}`];
  const none = ['ALL', 'all ', 'service:', 'service:a b', `service:${'x'.repeat(129)}`, 'user:', 'user:a b', `user:${'x'.repeat(256)}`, 'user:é'];
  it.each([...topics, ...none])('has topics of both or of neither: %s', (topic) => {
    expect(undocumented('client', { action: 'subscribe', topics: [topic] }) === undefined).toBe(isTopic(topic));
  });
});

it('every error has its facts, and no other', () => {
  const facts = { maxBytes: 1, actions: ['ping'], field: 'x', index: 0, most: 100, topic: 'all', incidentId: 'i' };
  for (const [code, names] of Object.entries(LIVE_ERRORS)) {
    const given = Object.entries(facts).filter(([name]) => (names as readonly string[]).includes(name));
    const frame = { action: 'error', code, ...Object.fromEntries(given) };
    expect(undocumented('server', frame)).toBeUndefined();
    expect(undocumented('server', { ...frame, cause: 'secret' })).toBeDefined();
    if (names.length > 0) expect(undocumented('server', { action: 'error', code })).toBeDefined();
  }
  expect(undocumented('server', { action: 'error', code: 'other' })).toBeDefined();
});
