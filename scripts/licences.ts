import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** For whoever installs the library, and for whoever works on it. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];
/** For tools alone: nothing of them is shipped. */
const FOR_TOOLS: Readonly<Record<string, string>> = {
  'CC-BY-4.0': 'data on browsers, read by a compiler and given to nobody',
  'MPL-2.0': 'a compiler of style sheets inside the test runner and a parser of calendars for tests, run as they are',
  Zlib: 'a compressor inside the load generator; as free as MIT',
};
const ALLOWED_FOR_TOOLS = [...ALLOWED, ...Object.keys(FOR_TOOLS)];

/** What of a package's own file matters here. */
interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export interface Installed {
  /** Relative to the project. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** An SPDX expression as the package gives it; empty when it gives none. */
  readonly licence: string;
  /** Comes with a dependency or a peer, so with what is shipped. */
  readonly runtime: boolean;
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** `license` as text; the forms of old: an object, or a list of objects any of which may be chosen. */
function licenceOf({ license, licenses }: Manifest): string {
  const given = license ?? licenses;
  const all = Array.isArray(given) ? given : [given];
  const types = all.map((one: unknown) => (typeof one === 'object' && one !== null && 'type' in one ? one.type : one));
  return types.filter((type) => typeof type === 'string').join(' OR ');
}

/** Every folder of a package under `node_modules`, nested ones included; links are other projects and left alone. */
function packageFolders(modules: string): readonly string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules, { withFileTypes: true }).flatMap((entry) => {
    const folder = join(modules, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    if (entry.name.startsWith('@')) return packageFolders(folder);
    const nested = packageFolders(join(folder, 'node_modules'));
    return existsSync(join(folder, 'package.json')) ? [folder, ...nested] : nested;
  });
}

/** Where `name` is found from `folder`, as Node looks for it. */
function resolved(name: string, folder: string, root: string): string | undefined {
  for (let from = folder; ; from = dirname(from)) {
    const found = join(from, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (from === root || from === dirname(from)) return undefined;
  }
}

/** The folders of the named packages and of all that they need; what is optional may be missing. */
export function closureOf(names: readonly string[], root: string): ReadonlySet<string> {
  const folders = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = resolved(name, from, root);
    if (folder === undefined || folders.has(folder)) return;
    folders.add(folder);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = manifestIn(folder);
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) visit(needed, folder);
    for (const peer of Object.keys(peerDependencies ?? {})) {
      if (peerDependenciesMeta?.[peer]?.optional !== true) visit(peer, folder);
    }
  };
  for (const name of names) visit(name, root);
  return folders;
}

/** What the project asks of whoever installs it. */
export function shipped(root: string): { readonly dependencies: readonly string[]; readonly peers: readonly string[] } {
  const { dependencies = {}, peerDependencies = {} } = manifestIn(root);
  return { dependencies: Object.keys(dependencies), peers: Object.keys(peerDependencies) };
}

/** Every package that is installed, by name. */
export function installedPackages(root: string): readonly Installed[] {
  const { dependencies, peers } = shipped(root);
  const runtime = closureOf([...dependencies, ...peers], root);
  return packageFolders(join(root, 'node_modules'))
    .map((folder) => {
      const manifest = manifestIn(folder);
      const path = relative(root, folder);
      const { name = path, version = '' } = manifest;
      return { path, name, version, licence: licenceOf(manifest), runtime: runtime.has(folder) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `A OR B`: one of them is enough. `A AND B`: all are needed. Anything more tangled is for people to read. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const plain = /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression;
  if (/[()]/.test(plain)) return false;
  const isFine = (choice: string): boolean => choice.split(' AND ').every((one) => allowed.includes(one.trim()));
  return plain.split(' OR ').some(isFine);
}

/** Why packages may not be here, one line for each; none when all may. */
export const objections = (packages: readonly Installed[]): readonly string[] =>
  packages
    .filter(({ licence, runtime }) => !isAllowed(licence, runtime ? ALLOWED : ALLOWED_FOR_TOOLS))
    .map(({ path, version, licence, runtime }) => {
      const said = licence === '' ? 'names no licence' : `has the licence ${licence}`;
      return `${path} ${version} ${said}, which ${runtime ? 'what is shipped' : 'a tool'} may not have`;
    });
