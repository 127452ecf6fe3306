import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/commands.ts';

const ports = join(root, 'dist/ports');
const compiled = readdirSync(ports).filter((name) => name.endsWith('.js'));

it('has ports to look at', () => expect(compiled).toContain('repository.js'));

it.each(compiled)('ports/%s is compiled to nothing', (name) => {
  const code = readFileSync(join(ports, name), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '').trim();
  expect(code).toBe('export {};');
});
