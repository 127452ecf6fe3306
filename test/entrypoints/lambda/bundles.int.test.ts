import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Bundle, bundled } from '../../../scripts/lambda/bundle.ts';
import { PATCHES } from '../../../scripts/lambda/left-out.ts';
import { objectionsTo, objectionsToPatches, RULES } from '../../../scripts/lambda/rules.ts';
import { createEvent, httpEvent } from './http/http-event.js';

const run = promisify(execFile);
const names = Object.keys(RULES);
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bundles-'));
const bundles = new Map<string, Bundle>();

beforeAll(async () => {
  for (const name of names) {
    bundles.set(name, await bundled(`src/entrypoints/lambda/functions/${name}.ts`, join(folder, name)));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const LAMBDA = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** What a program prints that runs beside a bundle. */
async function printedBeside(name: string, program: string, environment: Readonly<Record<string, string>>) {
  const { stdout } = await run(process.execPath, ['--eval', program], { cwd: join(folder, name), env: { ...environment } });
  return stdout;
}

describe.each(names)('the bundle of %s', (name) => {
  it('is within its budget, and holds nothing that it has no use for', () => {
    const bundle = bundles.get(name);
    expect(bundle?.bytes).toBeGreaterThan(10_000);
    expect(bundle && objectionsTo(name, bundle)).toEqual([]);
  });

  it('stops at its start with one line that says what its environment lacks', async () => {
    const started = printedBeside(name, "require('./index.js')", { ...LAMBDA });
    await expect(started).rejects.toThrow(/Error: holdfast: the environment lacks HOLDFAST_\w+\n/);
  });
});

it('a token is checked by published keys alone: no secret is kept in a variable', async () => {
  const environment = { ...LAMBDA, HOLDFAST_JWT_ISSUER: 'i', HOLDFAST_JWT_AUDIENCE: 'a', HOLDFAST_JWT_SECRET: 's'.repeat(32) };
  const started = printedBeside('authorizer', "require('./index.js')", environment);
  await expect(started).rejects.toThrow('holdfast: the environment lacks HOLDFAST_JWKS_URL');
});

describe('what is put in the place of parts of the SDK', () => {
  it('is put there in one bundle or another', () => {
    expect(objectionsToPatches([...bundles.values()])).toEqual([]);
  });

  it('is objected to when no bundle had a use for it, for the SDK may have moved what it is to stand for', () => {
    const [first = '', ...others] = PATCHES;
    const bundle = { folder: '', bytes: 1, zipBytes: 1, parts: new Map<string, number>(), patched: new Set(others) };
    expect(objectionsToPatches([bundle, { ...bundle, patched: new Set<string>() }])).toEqual([
      `nothing imports ${first} from where it is left out: see scripts/lambda/left-out.ts`,
    ]);
  });
});

describe('a bundle that breaks its rules', () => {
  const small = { folder: '', bytes: 1, zipBytes: 1, parts: new Map<string, number>(), patched: new Set<string>() };

  it('is objected to for its size', () => {
    const { mostKb = 0 } = RULES['http'] ?? {};
    expect(objectionsTo('http', { ...small, zipBytes: mostKb * 1024 })).toEqual([]);
    expect(objectionsTo('http', { ...small, zipBytes: (mostKb + 1) * 1024 })).toEqual([
      `http has ${mostKb + 1}.0 KB, more than its budget of ${mostKb} KB`,
    ]);
  });

  it('may not have room for much more than it is today, and never for more than 125 KB', () => {
    for (const name of names) {
      const { mostKb = Number.NaN } = RULES[name] ?? {};
      expect(mostKb, name).toBeLessThanOrEqual(Math.min(125, 1 + (1.15 * (bundles.get(name)?.zipBytes ?? 0)) / 1024));
    }
  });

  it.each([
    ['http', '@aws-sdk/client-sns'],
    ['http', '@aws-sdk/client-apigatewaymanagementapi'],
    ['http', 'express'],
    ['http', 'ioredis'],
    ['http', 'inversify'],
    ['http', 'pino'],
    ['authorizer', '@aws-sdk/client-sns'],
    ['sweep', 'jose'],
  ])('as %s with %s', (name, part) => {
    expect(objectionsTo(name, { ...small, parts: new Map([[part, 1]]) })).toEqual([
      `${name} holds ${part}, for which it has no use`,
    ]);
  });

  it('is objected to when nobody gave it any', () => {
    expect(objectionsTo('another', small)).toHaveLength(1);
  });
});

describe('the HTTP function behind a domain that maps its stage to something else', () => {
  it('answers with addresses that begin with HOLDFAST_BASE_PATH', async () => {
    const event = httpEvent({ rawPath: '/nothing' });
    const program = `require('./index.js').handler(${JSON.stringify(event)}).then(({ body }) => console.log(body));`;
    const instanceBy = async (basePath: string): Promise<string> => {
      const environment = { ...LAMBDA, HOLDFAST_TABLE: 'bookings', HOLDFAST_BASE_PATH: basePath };
      return JSON.parse(await printedBeside('http', program, environment)).instance;
    };
    expect([await instanceBy('/v1'), await instanceBy('')]).toEqual(['/v1/nothing', '/nothing']);
    await expect(instanceBy('v1')).rejects.toThrow(/TypeError: base must be a path/);
  });
});

describe('the HTTP function after its first answer', () => {
  const answers = (operation: string, _input: unknown): string =>
    operation === 'BatchGetItem' ? '{"Responses":{}}' : '{}';

  /** Has nothing stored, and stores whatever it is sent. */
  async function emptyDynamodb() {
    const sent: string[] = [];
    const server = createServer((request, response) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      sent.push(operation);
      void text(request).then((body) => response.end(answers(operation, JSON.parse(body))));
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    return { sent, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('has loaded neither fetch nor what else it can do without', async () => {
    const { sent, url } = await emptyDynamodb();
    const dateTime = new Date(Date.now() + 86_400_000).toISOString();
    const event = createEvent(JSON.stringify({ userId: 'ada', serviceId: 'chair', dateTime }), {
      requestContext: { http: { method: 'POST' }, authorizer: { jwt: { claims: { sub: 'ada' } } } },
    });
    const program = `
      require('./index.js').handler(${JSON.stringify(event)}).then(({ statusCode }) => {
        console.log(JSON.stringify({ statusCode, loaded: process.moduleLoadList }));
        process.exit(0);
      });`;
    const environment = { ...LAMBDA, HOLDFAST_TABLE: 'bookings', AWS_ENDPOINT_URL_DYNAMODB: url };
    const { statusCode, loaded } = JSON.parse(await printedBeside('http', program, environment));

    expect({ statusCode, sent }).toEqual({ statusCode: 201, sent: ['BatchGetItem', 'TransactWriteItems'] });
    expect(loaded).toContain('NativeModule https');
    const needless = ['internal/deps/undici/undici', 'internal/webstreams/readablestream', 'internal/crypto/webcrypto'];
    const others = ['perf_hooks', 'fs/promises', 'zlib', 'http2', 'child_process'];
    expect([...needless, ...others].filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
  });
});
