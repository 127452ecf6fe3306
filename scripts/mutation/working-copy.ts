import { cpSync, globSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { root } from '../commands.ts';

const COPIED = [
  'src',
  'test',
  'docs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'vitest.mutation.config.ts',
  'stryker.config.json',
];

/**
 * A copy in which the sources have blanks for types, so that every line and column stays. Stryker skips all that stands
 * under `as const`; without it, the tables that decide most would not be tested at all. Answers with the sources as
 * they were, by their paths.
 */
export function makeWorkingCopy(folder: string): ReadonlyMap<string, string> {
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const sources = new Map<string, string>();
  for (const file of globSync('src/**/*.ts', { cwd: folder })) {
    const path = join(folder, file);
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, stripTypeScriptTypes(source));
    sources.set(file, source);
  }
  return sources;
}
