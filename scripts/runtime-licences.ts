import { relative } from 'node:path';
import { closureOf, type Installed, shipped } from './licences.ts';

/** What comes with an installation, as docs/licences.md shows it: each package that the library names, and its own. */
export function runtimeLicences(root: string, packages: readonly Installed[]): readonly (readonly string[])[] {
  const { dependencies, peers } = shipped(root);
  const byPath = new Map(packages.map((one) => [one.path, one]));
  const row = (name: string, as: string): readonly string[] => {
    const [own, ...others] = [...closureOf([name], root)].map((folder) => byPath.get(relative(root, folder)));
    const brought = new Set(others.map((one) => one?.licence ?? ''));
    return [name, as, own?.licence ?? 'not installed', [...brought].sort().join(', ') || '—'];
  };
  return [...dependencies.map((name) => row(name, 'dependency')), ...peers.map((name) => row(name, 'optional peer'))];
}

export const markdownOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
