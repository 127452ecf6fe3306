import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadedDynamodb, NoDynamodb } from '../../scripts/dynamodb-download.js';
import { type FakeTools, fakeTools } from './fake-tools.js';

const WITH_AN_ARCHIVE = 'while [ "$1" != --pack-destination ]; do shift; done; echo half an archive > "$2/half.tgz"';
const FOLDER = 'dynamodb-local-2.9.30';

describe('the download of DynamoDB Local', () => {
  let tools: FakeTools;
  beforeEach(() => {
    tools = fakeTools();
    vi.stubEnv('PATH', tools.path);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    tools.remove();
  });

  const download = () => downloadedDynamodb(tools.cache);

  it('is not needed again where it was made once', () => {
    mkdirSync(join(tools.cache, FOLDER), { recursive: true });
    expect(download()).toBe(join(tools.cache, FOLDER));
  });

  it('is refused when it is not what was asked for, and leaves nothing behind', () => {
    tools.shell('npm', WITH_AN_ARCHIVE);
    expect(download).toThrow(NoDynamodb);
    expect(download).toThrow(/^DynamoDB Local \(.+@2\.9\.30\) cannot be downloaded: what came has the hash sha512-.+\.$/);
    expect(readdirSync(tools.cache)).toEqual([]);
  });

  it.each([
    ['fails', () => tools.shell('npm', 'echo no network >&2; echo at all >&2; exit 1'), 'npm said: no network at all'],
    ['leaves nothing', () => tools.shell('npm', 'exit 0'), 'npm left no archive'],
    ['is not there', () => {}, 'spawnSync npm ENOENT'],
  ])('says in one line what to do when npm %s', (_, make, why) => {
    make();
    expect(download).toThrow(
      new NoDynamodb(
        `DynamoDB Local (amplify-dynamodb-simulator@2.9.30) cannot be downloaded: ${why}. Try again with a network, or ` +
          'set AWS_ENDPOINT_URL_DYNAMODB to one that runs, such as that of `docker compose up -d`.',
      ),
    );
    expect(readdirSync(tools.cache)).toEqual([]);
  });

  it('clears away what was abandoned an hour ago, and not what may be somebody else’s', () => {
    const [abandoned = '', younger = ''] = ['a', 'b'].map((name) => join(tools.cache, `unfinished-dynamodb-local-${name}`));
    for (const folder of [abandoned, younger]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(tools.cache, 'other.js'), '');
    const hourAgo = Date.now() / 1_000 - 3_601;
    for (const path of [abandoned, join(tools.cache, 'other.js')]) utimesSync(path, hourAgo, hourAgo);
    expect(download).toThrow(NoDynamodb);
    expect(readdirSync(tools.cache)).toEqual(['other.js', 'unfinished-dynamodb-local-b']);
    expect(existsSync(younger)).toBe(true);
  });
});
