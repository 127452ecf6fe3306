import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/commands.ts';
import { installedPackages, objections } from '../../scripts/licences.ts';
import { markdownOf, runtimeLicences } from '../../scripts/runtime-licences.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-licences-'));
afterAll(() => rmSync(folder, { recursive: true }));

let projects = 0;

/** A project with what is written in its own file, and packages where they are installed in it. */
function project(own: object, packages: Readonly<Record<string, object>>): string {
  projects += 1;
  const at = join(folder, `${projects}`);
  for (const [path, manifest] of Object.entries({ '': own, ...packages })) {
    const place = join(at, ...path.split('>').flatMap((name) => (name === '' ? [] : ['node_modules', name])));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  }
  return at;
}

const MIT = { version: '1.0.0', license: 'MIT' };
const objected = (own: object, packages: Readonly<Record<string, object>>) =>
  objections(installedPackages(project(own, packages)));

describe('an installed package', () => {
  const ships = { dependencies: { lib: '1' } };
  const withLicence = (manifest: object) => objected(ships, { lib: { version: '1.0.0', ...manifest } });

  it.each(['MIT', 'ISC', 'Apache-2.0', '(MIT OR GPL-3.0)', 'MIT AND ISC'])('may be under %s', (license) => {
    expect(withLicence({ license })).toEqual([]);
  });
  it.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    'MPL-2.0',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.md',
    '(MIT AND GPL-3.0)',
    '(X11 OR MIT OR ISC) AND GPL-3.0',
  ])('that is shipped may not be under %s', (license) => {
    expect(withLicence({ license })).toEqual([
      `node_modules/lib 1.0.0 has the licence ${license}, which what is shipped may not have`,
    ]);
  });
  it.each([{}, { license: '' }, { license: null }, { licenses: [] }])('with %j is refused', (manifest) => {
    const refused = 'node_modules/lib 1.0.0 names no licence, which what is shipped may not have';
    expect(withLicence(manifest)).toEqual([refused]);
  });
  it('may say it in the forms of old', () => {
    expect(withLicence({ license: { type: 'MIT' } })).toEqual([]);
    expect(withLicence({ licenses: [{ type: 'GPL-2.0' }, { type: 'MIT' }] })).toEqual([]);
    expect(withLicence({ licenses: [{ type: 'GPL-2.0' }] })).toHaveLength(1);
  });
});

describe('what is shipped', () => {
  const GPL = { version: '1.0.0', license: 'GPL-3.0' };
  const MPL = { version: '1.0.0', license: 'MPL-2.0' };
  const shipped = (packages: Readonly<Record<string, object>>, own: object = { dependencies: { lib: '1' } }) =>
    objected(own, packages).map((line) => line.replace(/ .*which/, ':').replace(' may not have', ''));

  it('is found where it is nested and where it is shared', () => {
    const lib = { ...MIT, dependencies: { deep: '1', '@scope/shared': '1' } };
    expect(shipped({ lib, 'lib>deep': MPL, '@scope/shared': MPL })).toEqual([
      'node_modules/@scope/shared: what is shipped',
      'node_modules/lib/node_modules/deep: what is shipped',
    ]);
  });
  it('is what peers bring, their own peers and what is optional as well', () => {
    const peer = { ...MIT, peerDependencies: { a: '1' }, optionalDependencies: { b: '1', absent: '1' } };
    expect(shipped({ peer, a: MPL, b: MPL }, { peerDependencies: { peer: '1' } })).toEqual([
      'node_modules/a: what is shipped',
      'node_modules/b: what is shipped',
    ]);
  });
  it('is not what only tools bring: those may be under more licences, but not under any', () => {
    const own = { dependencies: { lib: '1' }, devDependencies: { tool: '1' } };
    const tool = { ...MIT, dependencies: { parser: '1' } };
    expect(shipped({ lib: MIT, tool, parser: MPL }, own)).toEqual([]);
    expect(shipped({ lib: MIT, tool, parser: GPL, 'tool>older': GPL }, own)).toEqual([
      'node_modules/parser: a tool',
      'node_modules/tool/node_modules/older: a tool',
    ]);
  });
  it('may need one another in a circle', () => {
    const circle = { dependencies: { lib: '1' } };
    expect(shipped({ lib: { ...MIT, dependencies: { b: '1' } }, b: { ...MPL, ...circle } })).toEqual([
      'node_modules/b: what is shipped',
    ]);
  });
});

describe('the table of licences in the documentation', () => {
  it('is what is installed', () => {
    const rows = runtimeLicences(root, installedPackages(root));
    expect(rows.length).toBeGreaterThan(2);
    expect(readFileSync(join(root, 'docs/licences.md'), 'utf8')).toContain(`| --- |\n${markdownOf(rows)}\n\n`);
  });
  it('shows what is missing as missing', () => {
    const lib = { ...MIT, dependencies: { a: '1' } };
    const at = project({ dependencies: { lib: '1', gone: '1' } }, { lib, a: MIT });
    expect(runtimeLicences(at, installedPackages(at))).toEqual([
      ['lib', 'dependency', 'MIT', 'MIT'],
      ['gone', 'dependency', 'not installed', '—'],
    ]);
  });
});
