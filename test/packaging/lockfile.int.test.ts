import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/commands.ts';
import { strayPackages } from '../../scripts/lockfile.ts';

type Packages = Parameters<typeof strayPackages>[0];

describe('the lockfile', () => {
  it('names packages of the public registry alone, each with its hash', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Packages };
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(strayPackages(packages)).toEqual([]);
  });
});

describe('a lockfile', () => {
  const integrity = 'sha512-abc';
  const locked = (one: Packages[string]) => strayPackages({ '': {}, 'node_modules/a': one });

  it('may leave out where a package comes from', () => {
    expect(locked({ integrity })).toEqual([]);
    expect(locked({ integrity, resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz' })).toEqual([]);
  });
  it.each([
    'https://registry.example.com/a/-/a-1.0.0.tgz',
    'https://registry.npmjs.org.example.com/a-1.0.0.tgz',
    'http://registry.npmjs.org/a/-/a-1.0.0.tgz',
    'git+ssh://git@example.com/a.git#0123456',
    'file:../a',
  ])('with a package from %s is refused', (resolved) => {
    expect(locked({ integrity, resolved })).toEqual(['node_modules/a: from elsewhere']);
  });
  it('with a link into another folder is refused', () => {
    expect(locked({ link: true, resolved: '../a' })).toEqual(['node_modules/a: from elsewhere']);
  });
  it('without a strong hash is refused', () => {
    expect(locked({})).toEqual(['node_modules/a: no sha512']);
    expect(locked({ integrity: 'sha1-abc' })).toEqual(['node_modules/a: no sha512']);
  });
});
