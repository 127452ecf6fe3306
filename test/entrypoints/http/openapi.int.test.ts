import { describe, expect, it } from 'vitest';
import { TRANSITIONS } from '../../../src/domain/booking/transitions.js';
import { parseCreate, parseUpdate } from '../../../src/domain/input/commands.js';
import { parseHistory, parseList } from '../../../src/domain/input/queries.js';
import { parseService } from '../../../src/domain/input/service.js';
import type { ProblemKind } from '../../../src/entrypoints/http/problem.js';
import { PROBLEMS } from '../../../src/entrypoints/http/problem-table.js';
import { ROUTES } from '../../../src/entrypoints/http/routes.js';
import { DOCUMENT, schemaAt } from './documented.js';
import { massage } from './scenario.js';

const documented = (method: string, path: string) => DOCUMENT.paths[path]?.[method.toLowerCase()];
const request = (name: string) => schemaAt('components', 'schemas', name);

describe('the document and the routes', () => {
  it('name the same addresses and methods', () => {
    const inDocument = Object.entries(DOCUMENT.paths).flatMap(([path, item]) =>
      Object.keys(item).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    expect(inDocument.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(ROUTES)('agree on $method $path', (route) => {
    const operation = documented(route.method, route.path);
    const parameters = operation?.parameters ?? [];
    const named = (place: string): readonly string[] =>
      parameters.filter((known) => known.in === place).map(({ name }) => name);
    expect(operation?.operationId).toBe(route.operationId);
    expect(named('path')).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(named('query')).toEqual(route.open ? [] : Object.keys(route.query._zod.innerType.shape));
    expect(named('header')).toEqual(route.open ? [] : route.headers);
    expect(Object.keys(operation?.requestBody?.content ?? {})).toEqual(route.open ? [] : route.body.types);
    const statuses = new Set(
      [route.success.status, ...route.refusals.map((kind) => PROBLEMS[kind].status)].map(String),
    );
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([...statuses]));
  });

  it('give every operation a name of its own', () => {
    const ids = ROUTES.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('ask who is calling everywhere but at the open routes', () => {
    const open = ROUTES.filter((route) => route.open).map(({ path }) => path);
    expect(open).toEqual(['/calendars/{token}.ics', '/livez', '/readyz', '/openapi.json']);
    for (const route of ROUTES)
      expect('401' in (documented(route.method, route.path)?.responses ?? {})).toBe(!route.open);
  });
});

describe('the document by itself', () => {
  const refs = [...JSON.stringify(DOCUMENT).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');

  it('is OpenAPI 3.1', () => expect(DOCUMENT.openapi).toMatch(/^3\.1\./));

  it('points only at what is there', () => {
    expect(refs.length).toBeGreaterThan(100);
    const names = new Set(Object.keys(DOCUMENT.components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(refs.filter((ref) => !names.has(ref))).toEqual([]);
  });

  it('holds schemas that compile, and no dialect or address of their own', () => {
    for (const name of Object.keys(DOCUMENT.components.schemas)) expect(() => request(name)).not.toThrow();
    expect(JSON.stringify(DOCUMENT)).not.toMatch(/"\$(schema|id|defs)"/);
  });

  it('has a problem for every kind, under its own status and code', () => {
    const kinds = Object.keys(PROBLEMS) as ProblemKind[];
    for (const kind of kinds) {
      const { properties } = DOCUMENT.components.schemas[`Problem.${kind}`] as {
        properties: Record<string, { const?: unknown }>;
      };
      expect([properties['code']?.const, properties['status']?.const]).toEqual([kind, PROBLEMS[kind].status]);
    }
  });

  it('knows the statuses of the status table', () => {
    const statuses = documented('GET', '/bookings')?.parameters?.find(({ name }) => name === 'status')?.schema;
    expect([...(statuses as { enum: string[] }).enum].sort()).toEqual(Object.keys(TRANSITIONS).sort());
  });
});

// The limits are stated in the document and enforced by the domain; here the two must draw the same line.
describe('a limit that the document states is the one that is enforced', () => {
  const patch = { bookingId: 'b' };
  const list = (name: string) => {
    const parameters = documented('GET', '/bookings')?.parameters ?? [];
    return schemaAt(
      'paths',
      '/bookings',
      'get',
      'parameters',
      String(parameters.findIndex((known) => known.name === name)),
      'schema',
    );
  };
  const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));
  const texts = (length: number) => ['x'.repeat(length), 'x'.repeat(length + 1)];

  const creations: readonly (readonly [string, readonly unknown[]])[] = [
    ['userId', ['', 'a', 'a b', 'é', '!~', '\u007f', ...texts(255)]],
    ['serviceId', ['', 'A-z0._~', 'a#b', 'a/b', 'a b', ...texts(128)]],
    ['serviceName', ['', ...texts(200)]],
    ['notes', ['', ...texts(500)]],
    ['units', [-1, 0, 1, 1.5, 1_000_000]],
    ['durationMinutes', [0, 1, 44_641]],
    [
      'metadata',
      [
        {},
        pairs(20),
        pairs(21),
        { '': 'v' },
        { ['k'.repeat(40)]: 'v' },
        { ['k'.repeat(41)]: 'v' },
        { k: 'v'.repeat(500) },
        { k: 'v'.repeat(501) },
      ],
    ],
    [
      'dateTime',
      [
        '2026-12-01T10:00:00Z',
        '2026-12-01T10:00:00+01:00',
        '2026-12-01T10:00:00',
        '2026-02-30T10:00:00Z',
        '2026-12-01',
      ],
    ],
  ];
  it.each(creations)('on creating: %s', (field, values) => {
    for (const value of values) {
      const body = { ...massage(), [field]: value };
      expect(request('CreateBooking')(body), JSON.stringify(body).slice(0, 120)).toBe(parseCreate(body).isOk());
    }
  });

  it.each([
    ['notes', [null, '', ...texts(500)]],
    ['metadata', [{ k: null }, pairs(40), pairs(41)]],
    ['units', [0, 1]],
  ])('on changing: %s', (field, values: readonly unknown[]) => {
    for (const value of values) {
      const body = { [field]: value };
      expect(request('ChangeBooking')(body), JSON.stringify(body).slice(0, 120)).toBe(
        parseUpdate({ ...patch, ...body }).isOk(),
      );
    }
    expect(request('ChangeBooking')({})).toBe(parseUpdate(patch).isOk());
  });

  const edges = [-1, 0, 1, 3_660, 3_661, 44_640, 44_641, 527_040, 527_041, 1_000_000, 1_000_001];
  it.each(['capacity', 'minNoticeMinutes', 'maxHorizonDays', 'holdMinutes', 'cancellationNoticeMinutes'])(
    'on putting a service: %s',
    (field) => {
      for (const value of edges)
        expect([value, request('PutService')({ [field]: value })]).toEqual([
          value,
          parseService({ serviceId: 's', [field]: value }).isOk(),
        ]);
    },
  );

  it('on paging', () => {
    for (const limit of [0, 1, 100, 101]) {
      expect(list('limit')(limit)).toBe(parseList({ limit }).isOk());
      expect(list('limit')(limit)).toBe(parseHistory({ bookingId: 'b', limit }).isOk());
    }
    for (const cursor of texts(1_000)) expect(list('cursor')(cursor)).toBe(parseList({ cursor }).isOk());
  });

  it('on defaults: what is left out of a service is what the document says', () => {
    const { properties } = DOCUMENT.components.schemas['PutService'] as {
      properties: Record<string, { default?: unknown }>;
    };
    const stated = Object.entries(properties).flatMap(([name, schema]) =>
      'default' in schema ? [[name, schema.default] as const] : [],
    );
    expect(stated.length).toBe(8);
    expect(parseService({ serviceId: 's' })._unsafeUnwrap()).toMatchObject(Object.fromEntries(stated));
  });
});
