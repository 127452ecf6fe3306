import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './commands.ts';

// One file per subpath and what they share in chunks: loading a hundred small modules instead costs an embedder some
// 50 ms at every start. The declarations stay one by one, from the compiler.
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const targets: string[] = Object.values<{ default?: string }>(exports).flatMap((target) => target.default ?? []);
const programs = ['entrypoints/express/main', 'entrypoints/cli/main'];
const names = [...targets.map((target) => target.replace(/^\.\/dist\/|\.js$/g, '')), ...programs];

// It finds the files of the page beside itself, so it has to stay where it is; and so do they, for browsers load them.
const BESIDE_THE_PAGE = 'entrypoints/board/page-folder';

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  external: /^[^./]/,
  resolve: { extensionAlias: { '.js': ['.ts'] } },
  tsconfig: false,
  transform: { target: 'es2024' },
});
await bundle.write({
  dir: 'dist',
  format: 'esm',
  chunkFileNames: ({ name }) => (name === BESIDE_THE_PAGE ? '[name].js' : 'chunks/[name].js'),
  codeSplitting: { groups: [{ name: BESIDE_THE_PAGE, test: /\/board\/page-folder\.ts$/ }] },
});
cpSync(join(root, 'src/entrypoints/board/page'), join(root, 'dist/entrypoints/board/page'), {
  recursive: true,
  filter: (file) => !/\.(json|ts)$/.test(file),
});
