import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const documents = ['README.md', ...readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

it.each(documents)('every link of %s within the project leads to a file', (document) => {
  const from = new URL(document, root);
  const links = [...readFileSync(from, 'utf8').matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(new URL(link, from)))).toEqual([]);
});

it('the README leads to every document', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  expect(documents.slice(1).filter((document) => !readme.includes(`](${document})`))).toEqual([]);
});
