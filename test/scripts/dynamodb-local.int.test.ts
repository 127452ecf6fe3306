import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../../scripts/commands.js';
import { NoDynamodb } from '../../scripts/dynamodb-download.js';
import { withDynamodb } from '../../scripts/dynamodb-local.js';
import { type FakeTools, fakeTools } from './fake-tools.js';

const INSTEAD =
  'Install it, for instance by `apt-get install default-jre-headless`, or set AWS_ENDPOINT_URL_DYNAMODB to one that ' +
  'runs, such as that of `docker compose up -d`.';
const TABLES = `response.setHeader('content-type', 'application/x-amz-json-1.0'); response.end('{"TableNames":[]}');`;

/** A Java whose every program answers like a DynamoDB without tables, and writes down who it is. */
const answering = (pidFile: string): string => `
if (process.argv.includes('-version')) { console.error('openjdk version "17.0.15" 2025-04-15'); process.exit(); }
require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
require('node:http').createServer((request, response) => { ${TABLES} }).listen(Number(process.argv.at(-1)), '127.0.0.1');
`;

let tools: FakeTools;
beforeEach(() => {
  tools = fakeTools();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', join(tools.path, 'none'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(tools.path, 'none'));
  vi.stubEnv('PATH', tools.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  tools.remove();
});

const endOf = (name: string) => {
  const { status, stderr } = spawnSync(process.execPath, [`scripts/${name}.ts`], { cwd: root, encoding: 'utf8' });
  return { status, stderr };
};
const integration = () => endOf('integration');

describe('the integration tests, where there is no DynamoDB and no Java to start one', () => {
  it.each(['integration', 'test-aws', 'aws-local'])('fail with one line that says what to install: %s', (name) => {
    const line = `DynamoDB Local needs Java 17 or newer, and there is none. ${INSTEAD}\n`;
    expect(endOf(name)).toEqual({ status: 1, stderr: line });
  });

  it('take a Java that only says where to get one for none', () => {
    tools.shell('java', 'echo "Unable to locate a Java Runtime." >&2; exit 1');
    expect(integration()).toMatchObject({ status: 1, stderr: expect.stringContaining('and there is none') });
  });

  it.each([
    ['java version "1.8.0_402"', '1.8.0_402'],
    ['Picked up JAVA_TOOL_OPTIONS: -X\nopenjdk version "16.0.2" 2021-07-20', '16.0.2'],
    ['something else', 'unknown'],
  ])('say which one is too old: %s', (printed, version) => {
    tools.shell('java', `echo '${printed}' >&2`);
    const line = `DynamoDB Local needs Java 17 or newer, and this one is ${version}. ${INSTEAD}\n`;
    expect(integration()).toEqual({ status: 1, stderr: line });
  });

  it('fail where the one that the environment names does not answer', () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:9');
    expect(integration()).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /^AWS_ENDPOINT_URL_DYNAMODB is http:\/\/127\.0\.0\.1:9, but no DynamoDB answers there \(.+\)\. Start it, or unset it\.\n$/,
      ),
    });
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'nowhere');
    expect(integration()).toMatchObject({ status: 1, stderr: expect.stringContaining('(not an address)') });
  });
});

describe('a DynamoDB that the environment names', () => {
  it('is used as it is, without Java, and with what a client needs where nothing is set', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"TableNames":[]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
    try {
      expect(await withDynamodb(async (environment) => environment)).toEqual({
        AWS_ENDPOINT_URL_DYNAMODB: endpoint,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      });
      vi.stubEnv('AWS_REGION', 'eu-west-1');
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'mine');
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'mine');
      expect(await withDynamodb(async (environment) => environment)).toEqual({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });
    } finally {
      server.close();
    }
  });
});

describe('a DynamoDB of our own', () => {
  const pidFile = () => join(dirname(tools.path), 'pid');
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const pid = (): number => Number(readFileSync(pidFile(), 'utf8'));
  beforeEach(() => mkdirSync(join(tools.cache, 'dynamodb-local-2.9.30'), { recursive: true }));
  afterEach(() => {
    if (existsSync(pidFile()) && isAlive(pid())) process.kill(pid(), 'SIGKILL');
  });

  it('answers before the work begins, and is gone when it is done', async () => {
    tools.node('java', answering(pidFile()));
    const status = await withDynamodb(async (environment) => {
      expect(isAlive(pid())).toBe(true);
      return (await fetch(environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '')).status;
    }, tools.cache);
    expect(status).toBe(200);
    expect(isAlive(pid())).toBe(false);
  });

  it('is gone when the work has failed', async () => {
    tools.node('java', answering(pidFile()));
    await expect(withDynamodb(() => Promise.reject(new Error('the work')), tools.cache)).rejects.toThrow('the work');
    expect(isAlive(pid())).toBe(false);
  });

  it('leaves no listener behind', async () => {
    tools.node('java', answering(pidFile()));
    const listeners = () => (['exit', 'SIGINT', 'SIGTERM'] as const).map((name) => process.listenerCount(name));
    const before = listeners();
    await withDynamodb(async () => expect(listeners()).toEqual(before.map((count) => count + 1)), tools.cache);
    expect(listeners()).toEqual(before);
  });

  const script = (work: string): ChildProcess =>
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { withDynamodb } from ${JSON.stringify(join(root, 'scripts/dynamodb-local.ts'))};
        await withDynamodb(async () => { ${work} }, ${JSON.stringify(tools.cache)});`,
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
    );
  const untilPrinted = (child: ChildProcess) => once(child.stdout ?? child, 'data');

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is gone when the script is told to end by %s', async (signal, code) => {
    tools.node('java', answering(pidFile()));
    const child = script(`console.log('at work'); await new Promise((resolve) => setTimeout(resolve, 600_000));`);
    await untilPrinted(child);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([code, null]);
    await vi.waitFor(() => expect(isAlive(pid())).toBe(false), 10_000);
  });

  it('is gone when the script ends itself, or falls over', async () => {
    tools.node('java', answering(pidFile()));
    for (const [work, code] of [['process.exit(7);', 7], ['setImmediate(() => { throw new Error(); }); await new Promise(() => {});', 1]]) {
      const child = script(String(work));
      expect(await once(child, 'exit')).toEqual([code, null]);
      await vi.waitFor(() => expect(isAlive(pid())).toBe(false), 10_000);
    }
  });

  it('waits for whoever else listens to a signal', async () => {
    tools.node('java', answering(pidFile()));
    const child = script(
      `await new Promise((resolve) => { process.on('SIGTERM', resolve); setTimeout(resolve, 600_000).unref(); console.log(); });
      process.exitCode = 5;`,
    );
    await untilPrinted(child);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([5, null]);
    expect(isAlive(pid())).toBe(false);
  });

  it('that ends at once is tried again for another port, and then it is told what it said', async () => {
    tools.shell('java', `[ "$1" = -version ] && echo 'openjdk version "21"' >&2 && exit; echo "no room" >&2; echo x >> starts; exit 1`);
    const started = withDynamodb(async () => 'work', tools.cache);
    await expect(started).rejects.toThrow(NoDynamodb);
    await expect(started).rejects.toThrow(/did not start: no room$/);
    expect(readFileSync(join(tools.cache, 'dynamodb-local-2.9.30', 'starts'), 'utf8')).toBe('x\nx\nx\n');
  });
});
