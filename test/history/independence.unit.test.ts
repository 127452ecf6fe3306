import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);
const judging = ['invariants', 'model', 'refusals'].flatMap((name) =>
  readdirSync(new URL(name, folder)).map((file) => new URL(`${name}/${file}`, folder)),
);
const codeFrom = /^import (?!type )[^;]*from '([^']+)'/gm;

it('the checker takes types from the library, and no code: a mistake there is not repeated here', () => {
  const files = [new URL('check-history.ts', folder), ...judging];
  const taken = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(codeFrom)].map(([, from = '']) => new URL(from, file).href),
  );
  expect(taken.length).toBeGreaterThan(files.length);
  expect(taken.filter((from) => !from.startsWith(folder.href))).toEqual([]);
});
