import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { root } from './commands.ts';

/** A change of one place in the sources, made while they are bundled; the files stay as they are. */
export interface Edit {
  /** Below the root. */
  readonly file: string;
  /** Occurs there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** @throws Error when the text to replace is not there just once: then the edit has to follow the source. */
function editing(edits: readonly Edit[]): Plugin {
  const done = new Set<Edit>();
  return {
    name: 'editing',
    transform(code, id) {
      return edits
        .filter(({ file }) => id === join(root, file))
        .reduce((text, edit) => {
          const parts = text.split(edit.find);
          if (parts.length !== 2) throw new Error(`${parts.length - 1} times in ${edit.file}: ${edit.find}`);
          done.add(edit);
          return parts.join(edit.replace);
        }, code);
    },
    buildEnd(error) {
      const missing = edits.filter((edit) => !done.has(edit));
      if (!error && missing.length > 0) throw new Error(`not bundled: ${missing.map(({ file }) => file).join(', ')}`);
    },
  };
}

/** One file that Node can run, with the sources it needs; packages stay outside. Answers with its path. */
export async function bundled(entry: string, name: string, edits: readonly Edit[] = []): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'holdfast');
  mkdirSync(folder, { recursive: true });
  const bundle = await rolldown({
    cwd: root,
    input: entry,
    platform: 'node',
    external: /^[^./]/,
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    tsconfig: false,
    transform: { target: 'es2024' },
    plugins: [editing(edits)],
  });
  const file = join(folder, `${name}.js`);
  // Whoever bundles or loads the same at the same time finds it whole.
  const unfinished = join(folder, `${name}.${process.pid}.js`);
  await bundle.write({ file: unfinished, format: 'esm' });
  await bundle.close();
  renameSync(unfinished, file);
  return file;
}
