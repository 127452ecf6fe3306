import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trustEveryone } from 'holdfast/express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadSetting, readSettings } from '../../../src/entrypoints/express/server/settings.js';

const JWT = {
  HOLDFAST_JWT_SECRET: 'a secret of more than thirty-two bytes',
  HOLDFAST_JWT_ISSUER: 'https://issuer.example',
  HOLDFAST_JWT_AUDIENCE: 'bookings',
};
const { HOLDFAST_JWT_SECRET: _secret, ...NO_SECRET } = JWT;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (content: string): string => {
  const file = join(folder, 'services.json');
  writeFileSync(file, content);
  return file;
};

function refusal(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(BadSetting);
    return String(error).replace(/^Error: /, '');
  }
  return 'no refusal';
}

describe('settings that were left out', () => {
  it('have their defaults', () => {
    const expected = {
      host: '127.0.0.1',
      port: 3000,
      store: { kind: 'sqlite', file: './data/holdfast.db' },
      services: [],
      authenticate: trustEveryone,
      open: true,
      rateLimit: { perMinute: 600 },
      corsOrigins: [],
      connections: { requestTimeoutMs: 30_000, keepAliveMs: 65_000, maxConnections: 2_000 },
      redisUrl: undefined,
    };
    expect(readSettings({})).toEqual(expected);
    expect(readSettings({ PORT: '', HOLDFAST_STORE: ' ', HOLDFAST_SERVICES: '' })).toEqual(expected);
  });
});

describe('settings', () => {
  it.each([
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65_535 }],
    [{ HOLDFAST_STORE: 'memory:' }, { store: { kind: 'memory' } }],
    [{ HOLDFAST_STORE: 'sqlite:/var/lib/a b.db' }, { store: { kind: 'sqlite', file: '/var/lib/a b.db' } }],
    [{ HOLDFAST_STORE: 'dynamodb:my_table-2.0' }, { store: { kind: 'dynamodb', tableName: 'my_table-2.0' } }],
    [{ HOLDFAST_RATE_LIMIT: '5' }, { rateLimit: { perMinute: 5 } }],
    [{ HOLDFAST_RATE_LIMIT: '0' }, { rateLimit: false }],
    [
      { HOLDFAST_CORS_ORIGINS: 'https://a.example, http://localhost:5173' },
      { corsOrigins: ['https://a.example', 'http://localhost:5173'] },
    ],
    [
      { HOLDFAST_REQUEST_TIMEOUT: '2', HOLDFAST_KEEP_ALIVE: '5', HOLDFAST_MAX_CONNECTIONS: '9' },
      { connections: { requestTimeoutMs: 2_000, keepAliveMs: 5_000, maxConnections: 9 } },
    ],
    [{ HOLDFAST_REDIS_URL: 'redis://redis' }, { redisUrl: 'redis://redis' }],
    [{ HOLDFAST_REDIS_URL: 'rediss://me:se%2Fcret@redis:6380/3' }, { redisUrl: 'rediss://me:se%2Fcret@redis:6380/3' }],
    [{ HOLDFAST_REDIS_URL: 'redis://[::1]:6380/?family=6' }, { redisUrl: 'redis://[::1]:6380/?family=6' }],
    [{ HOST: '::1' }, { host: '::1', open: true }],
    [{ HOST: '127.8.9.1' }, { host: '127.8.9.1' }],
    [
      { HOST: '0.0.0.0', HOLDFAST_INSECURE: '1' },
      { host: '0.0.0.0', open: true },
    ],
    [
      { HOST: '0.0.0.0', ...JWT },
      { host: '0.0.0.0', open: false },
    ],
    [{ ...NO_SECRET, HOLDFAST_JWKS_URL: 'https://issuer.example/jwks' }, { open: false }],
  ])('%j', (environment, expected) => {
    expect(readSettings(environment)).toMatchObject(expected);
  });

  it('read services from a file', () => {
    const services = [
      { serviceId: 'massage', capacity: 2 },
      { serviceId: 'tour', name: 'Tour' },
    ];
    expect(readSettings({ HOLDFAST_SERVICES: fileOf(JSON.stringify(services)) }).services).toEqual(services);
  });
});

describe('a setting that cannot be used is named in one line', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ PORT: 'http' }, /^PORT must be .* not http$/],
    [{ PORT: '65536' }, /^PORT/],
    [{ PORT: '-1' }, /^PORT/],
    [{ HOLDFAST_STORE: 'postgres:db' }, /^HOLDFAST_STORE: it must be sqlite:<file>, dynamodb:<table> or memory:, not postgres:db$/],
    [{ HOLDFAST_STORE: 'sqlite:' }, /^HOLDFAST_STORE/],
    [{ HOLDFAST_STORE: 'data.db' }, /^HOLDFAST_STORE/],
    [{ HOLDFAST_STORE: 'dynamodb:' }, /^HOLDFAST_STORE: a table's name has 3 to 255 .*, not $/],
    [{ HOLDFAST_STORE: 'dynamodb:my table' }, /^HOLDFAST_STORE: a table's name/],
    [{ HOLDFAST_STORE: `dynamodb:${'t'.repeat(256)}` }, /^HOLDFAST_STORE: a table's name/],
    [{ HOLDFAST_REDIS_URL: 'localhost:6379' }, /^HOLDFAST_REDIS_URL must be redis:\/\/\[user:password@\]host/],
    [{ HOLDFAST_REDIS_URL: 'http://localhost' }, /^HOLDFAST_REDIS_URL/],
    [{ HOLDFAST_REDIS_URL: 'redis://' }, /^HOLDFAST_REDIS_URL/],
    [{ HOLDFAST_REDIS_URL: 'redis://host:port' }, /^HOLDFAST_REDIS_URL/],
    [{ HOLDFAST_REDIS_URL: 'redis://host/one' }, /^HOLDFAST_REDIS_URL/],
    [{ HOLDFAST_REDIS_URL: 'redis://host?enableOfflineQueue=true' }, /^HOLDFAST_REDIS_URL/],
    [{ HOST: '0.0.0.0' }, /^HOST 0\.0\.0\.0 is open to others: .*HOLDFAST_INSECURE=1/],
    [{ HOST: '127.0.0.1.evil.example' }, /^HOST/],
    [{ HOST: '::', HOLDFAST_INSECURE: 'yes' }, /^HOST/],
    [NO_SECRET, /secret or a jwksUrl/],
    [{ HOLDFAST_JWT_SECRET: JWT.HOLDFAST_JWT_SECRET }, /^HOLDFAST_JWT_ISSUER must be set/],
    [
      { ...NO_SECRET, HOLDFAST_JWT_AUDIENCE: '', HOLDFAST_JWT_SECRET: JWT.HOLDFAST_JWT_SECRET },
      /^HOLDFAST_JWT_AUDIENCE must be set/,
    ],
    [{ ...JWT, HOLDFAST_JWT_SECRET: 'short' }, /32 bytes/],
    [{ ...JWT, HOLDFAST_JWKS_URL: 'https://issuer.example/jwks' }, /either/],
    [{ HOLDFAST_RATE_LIMIT: 'many' }, /^HOLDFAST_RATE_LIMIT/],
    [{ HOLDFAST_REQUEST_TIMEOUT: '0' }, /^HOLDFAST_REQUEST_TIMEOUT must be a whole number from 1 to 3600, not 0$/],
    [{ HOLDFAST_KEEP_ALIVE: '3601' }, /^HOLDFAST_KEEP_ALIVE/],
    [{ HOLDFAST_MAX_CONNECTIONS: '1e9' }, /^HOLDFAST_MAX_CONNECTIONS/],
    [{ HOLDFAST_CORS_ORIGINS: 'https://a.example/path' }, /^HOLDFAST_CORS_ORIGINS: https:\/\/a\.example\/path/],
    [{ HOLDFAST_CORS_ORIGINS: 'a.example' }, /^HOLDFAST_CORS_ORIGINS/],
    [{ HOLDFAST_SERVICES: '/no/such/file.json' }, /^HOLDFAST_SERVICES: \/no\/such\/file\.json cannot be read$/],
  ])('%j', (environment, line) => {
    expect(refusal(environment)).toMatch(line);
    expect(refusal(environment)).not.toContain('\n');
  });

  it.each([
    ['{', /is not JSON$/],
    ['{"serviceId":"a"}', /is not a list of services$/],
    ['[{"serviceId":"a","capasity":2}]', /see 0\.capasity$/],
    ['[{"capacity":2}]', /see 0\.serviceId$/],
    ['[{"serviceId":"a"},{"serviceId":"b","capacity":"2"}]', /see 1\.capacity$/],
  ])('a file of services that holds %s', (content, line) => {
    expect(refusal({ HOLDFAST_SERVICES: fileOf(content) })).toMatch(line);
  });

  it('and no secret is ever repeated', () => {
    expect(refusal({ ...JWT, HOLDFAST_JWT_SECRET: 'hunter2' })).not.toContain('hunter2');
    expect(refusal({ HOLDFAST_REDIS_URL: 'http://:hunter2@host' })).not.toContain('hunter2');
  });
});
