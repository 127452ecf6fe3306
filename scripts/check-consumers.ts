// Installs the tarball in empty projects, as a stranger would, and uses it there on the Node that runs this script, or
// on each of the versions named: `node scripts/check-consumers.ts 22 24 26`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTemporaryFolder, packInto, root, run, tool } from './commands.ts';

const NEED_PEERS = [
  'holdfast/express',
  'holdfast/express/live',
  'holdfast/composition',
  'holdfast/adapters/api-gateway-websocket',
  'holdfast/adapters/dynamodb',
  'holdfast/adapters/sns',
];
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const subpaths = Object.keys(manifest.exports)
  .filter((subpath) => !subpath.endsWith('.json'))
  .map((subpath) => `holdfast${subpath.slice(1)}`);
const peers = Object.keys(manifest.peerDependencies);

function project(folder: string, ...packages: readonly string[]): string {
  cpSync(join(root, 'test/packaging/consumer'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  install(folder, '--omit=optional', ...packages);
  return folder;
}

function install(folder: string, ...args: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  run(folder, 'npm', 'install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...args);
}

/** The package that carries nothing but the binary of a Node version. */
function nodeBinary(folder: string, version: string): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `${platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${process.arch}`;
  install(folder, '--prefix', folder, `${name}@${version}`);
  return join(folder, 'node_modules', name, platform === 'win' ? 'bin/node.exe' : 'bin/node');
}

/** What the specifiers export when loaded in a process of their own, or why they do not load. */
const load = (node: string, folder: string, how: string, specifiers: readonly string[]): Record<string, unknown> =>
  JSON.parse(run(folder, node, 'load.mjs', how, ...specifiers));

/** All that a browser loads, by the package's own account. */
const BOARD = /^dist\/entrypoints\/board\/page\/(index\.html|board\/.*\.(css|svg))$/;

function checkContents(installed: string): void {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const strays = files
    .map(({ parentPath, name }) => join(parentPath, name).slice(installed.length + 1))
    .filter((path) => !BOARD.test(path))
    .filter((path) => !/^(package\.json|README\.md|LICENSE|dist\/.*\.(js|d\.ts))$/.test(path) || /\.test\./.test(path));
  assert.deepEqual(strays, [], 'files in the tarball that nobody asked for');
  for (const needed of ['LICENSE', 'README.md']) assert.ok(files.some(({ name }) => name === needed), `${needed} is missing`);
}

function checkWithoutPeers(node: string, bare: string): void {
  for (const how of ['import', 'require']) {
    for (const [specifier, outcome] of Object.entries(load(node, bare, how, subpaths))) {
      const said = `${how} of ${specifier} without peers: ${String(outcome)}`;
      if (NEED_PEERS.includes(specifier)) assert.match(String(outcome), new RegExp(`MODULE_NOT_FOUND: .*'(${peers.join('|')})'`), said);
      else assert.ok(Array.isArray(outcome), said);
    }
  }
  run(bare, node, 'book.mjs');
}

function checkWithPeers(node: string, full: string): void {
  const imported = load(node, full, 'import', subpaths);
  const required = load(node, full, 'require', subpaths);
  for (const specifier of subpaths) {
    assert.ok(Array.isArray(imported[specifier]), `import of ${specifier}: ${String(imported[specifier])}`);
    // `require` of an ES module may add this marker of its own.
    const names = [required[specifier]].flat().filter((name) => name !== '__esModule');
    assert.deepEqual(names, imported[specifier], `require of ${specifier}`);
  }
}

/** The command, by the link that npm made to it: no peer is needed for a file, and for a table those of AWS. */
function checkCommand(node: string, bare: string): void {
  const holdfast = join(bare, 'node_modules/.bin/holdfast');
  assert.match(run(bare, holdfast, '--help'), /holdfast audit --store/, 'npm made no command of it');
  run(bare, node, 'keep.mjs', 'books.db');
  const audited = run(bare, node, holdfast, 'audit', '--store', 'sqlite:books.db', '--from', '2030-03-01', '--to', '2030-03-02');
  assert.match(audited, /1 booking\nno differences\n$/);
  assert.match(run(bare, node, holdfast, 'board', '--out', 'board', '--api', '/api/'), /^\d+ files written to board\./);
  assert.match(readFileSync(join(bare, 'board/index.html'), 'utf8'), /name="holdfast-api" content="\/api\/"/);
  const { status, stderr } = spawnSync(node, [holdfast, 'table', 'describe', '--table', 'books'], { cwd: bare, encoding: 'utf8' });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^holdfast: DynamoDB needs two more packages: npm install @aws-sdk\/client-dynamodb @aws-sdk\/lib-dynamodb\n$/);
}

/** Needs `module.registerHooks`, Node 22.15. */
function checkLoadedPackages(node: string, full: string): void {
  for (const how of ['import', 'require']) {
    const printed = run(full, node, '--import', './modules.mjs', 'load.mjs', how, 'holdfast').trim().split('\n');
    assert.deepEqual(JSON.parse(String(printed.at(-1))), ['holdfast', 'neverthrow'], `packages loaded by ${how} of holdfast`);
  }
}

await inTemporaryFolder(async (folder) => {
  const tarball = packInto(folder);
  const wanted = [...peers, '@types/express', '@types/node'].map((name) => `${name}@${manifest.devDependencies[name]}`);
  const bare = project(join(folder, 'bare'), tarball);
  const full = project(join(folder, 'full'), tarball, ...wanted);

  checkContents(join(bare, 'node_modules/holdfast'));
  for (const compiler of ['@typescript/native/bin/tsc', 'typescript/bin/tsc6']) {
    run(full, process.execPath, tool(compiler), '-p', 'tsconfig.consumer.json');
  }
  console.log('consumers: the tarball holds what it should and compiles under exactOptionalPropertyTypes');

  const versions = process.argv.slice(2);
  const nodes = versions.map((version) => nodeBinary(join(folder, `node-${version}`), version));
  for (const node of nodes.length > 0 ? nodes : [process.execPath]) {
    const version = run(folder, node, '--version').trim();
    checkWithoutPeers(node, bare);
    checkWithPeers(node, full);
    checkCommand(node, bare);
    if (!version.startsWith('v22.13.')) checkLoadedPackages(node, full);
    console.log(`consumers: Node ${version} loads ${subpaths.length} subpaths by import and by require, books, and audits`);
  }
});
