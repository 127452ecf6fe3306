import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/commands.ts';

const ports = join(root, 'src/ports');
const files = readdirSync(ports);

/** What is left to run. */
const runtimeCode = (source: string): string =>
  stripTypeScriptTypes(source).replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '').replaceAll(/[\s;]/g, '');

it('there are ports to look at', () => expect(files).toContain('repository.ts'));

it.each(files)('ports/%s holds nothing but types', (name) => {
  expect(runtimeCode(readFileSync(join(ports, name), 'utf8'))).toBe('');
});

it('a constant is noticed', () => expect(runtimeCode('// a port\n/** Asks. */\nexport interface A {}\nexport const a = 1;')).not.toBe(''));

it('holdfast/ports is published as an empty module', () => {
  expect(readFileSync(join(root, 'dist/ports/index.js'), 'utf8').trim()).toBe('export {};');
});
