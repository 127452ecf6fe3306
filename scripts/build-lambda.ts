// Makes one file of each Lambda function, says what is in it, and fails when that is too much.
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './commands.ts';
import { type Bundle, bundled } from './lambda/bundle.ts';
import { objectionsTo, objectionsToPatches, RULES } from './lambda/rules.ts';

const FUNCTIONS = 'src/entrypoints/lambda/functions';
/** Parts below this are told together. */
const SMALL = 4 * 1024;

const isFunction = (file: string): boolean => /^export const handler\b/m.test(readFileSync(join(root, file), 'utf8'));
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

function describe(name: string, { bytes, zipBytes, parts }: Bundle): void {
  const budget = RULES[name] ? `, budget ${RULES[name].mostKb} KB` : '';
  console.log(`${name}: ${kb(bytes)}, zip ${kb(zipBytes)}${budget}`);
  const large = [...parts].filter(([, size]) => size >= SMALL);
  const told = large.reduce((sum, [, size]) => sum + size, 0);
  for (const [part, size] of [...large, ['all else', bytes - told] as const]) console.log(`  ${kb(size).padStart(9)}  ${part}`);
}

rmSync(join(root, 'build/lambda'), { recursive: true, force: true });
const objections: string[] = [];
const bundles: Bundle[] = [];
for (const file of globSync(`${FUNCTIONS}/*.ts`, { cwd: root }).filter(isFunction).sort()) {
  const name = basename(file, '.ts');
  const bundle = await bundled(file, join(root, 'build/lambda', name));
  describe(name, bundle);
  bundles.push(bundle);
  objections.push(...objectionsTo(name, bundle));
}
objections.push(...objectionsToPatches(bundles));
for (const objection of objections) console.error(objection);
if (objections.length > 0) process.exitCode = 1;
