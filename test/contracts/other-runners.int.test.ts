import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { storeContract } from '../../src/entrypoints/testing/index.js';
import { inMemoryCapabilities, inMemoryUnderTest } from './in-memory-under-test.js';

const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

describe('the contract in another runner', () => {
  it('runs under node:test, from the built package', async () => {
    const contract = storeContract({ create: () => inMemoryUnderTest(), capabilities: inMemoryCapabilities });
    const options = ['--test', '--test-reporter=tap', fixture('sqlite.test.mjs')];
    const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 16 * 1024 * 1024 });
    expect(stdout).toMatch(new RegExp(`^# pass ${contract.length}$`, 'm'));
    expect(stdout).toMatch(/^# fail 0$/m);
  });
});
