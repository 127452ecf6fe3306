import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from '../commands.ts';

interface LeftOut {
  /** How the SDK imports it, */
  readonly module: string;
  /** and which of its packages does. */
  readonly by: RegExp;
  /** What is there instead. The bundler stops when the SDK asks for a name that is not among these. */
  readonly instead: string;
}

const CLIENTS = /\/@aws-sdk\/client-[\w-]+\//;
const CORE = /\/@smithy\/core\//;

/**
 * Parts of the SDK that a function with our settings never comes to, and that it would read, compile and begin at every
 * start. With them go four more clients, and what Node would load for them.
 */
const LEFT_OUT: readonly LeftOut[] = [
  {
    // Where else credentials may be: files, other services, a login. Ours are in Lambda's variables.
    module: '@aws-sdk/credential-provider-node',
    by: CLIENTS,
    instead: `export const defaultProvider = () => async () => { throw new Error('credentials are in the environment'); };`,
  },
  {
    // None of our requests or answers is a stream of events. As it is loaded late, it keeps what it shares in pieces.
    module: '@smithy/core/event-streams',
    by: CORE,
    instead: `const none = () => { throw new Error('nothing here streams events'); };
      export { none as EventStreamSerde, none as eventStreamSerdeProvider };`,
  },
  {
    // Reads files of settings, with all that Node has for files. Every setting is given.
    module: './readFile',
    by: CORE,
    instead: `export const [fileIntercept, filePromises, readFile] = [{}, {}, async () => ''];`,
  },
  {
    // Draws ids with the Web's crypto, which Node loads for that, beside its own.
    module: './uuid/v4',
    by: CORE,
    instead: `import { randomUUID } from 'node:crypto';
      export const bindV4 = () => () => randomUUID();`,
  },
];

const DYNAMODB = /\/client-dynamodb\//;

/** Ours in place of the SDK's. */
const OURS = [
  { module: '@aws-sdk/dynamodb-codec', by: DYNAMODB, file: 'dynamodb-json.ts' },
  { module: './endpoint/endpointResolver', by: DYNAMODB, file: 'dynamodb-endpoint.ts' },
];
const FUNCTIONS = join(root, 'src/entrypoints/lambda/functions');

/** A client tells its version, and has all of its manifest with it for that. */
const MANIFEST = "a client's package.json";

/** All that is left out or put in the place of something, by what it stands for. */
export const PATCHES: readonly string[] = [...[...LEFT_OUT, ...OURS].map(({ module }) => module), MANIFEST];

const just = (module: string): RegExp => new RegExp(`^${module.replaceAll(/[./]/g, String.raw`\$&`)}$`);

/** @param patched Is told what was come to: what the SDK has moved elsewhere would be in the bundle again, unnoticed. */
export const leavingOut = (patched: Set<string>): Plugin => ({
  name: 'leaving-out',
  setup({ onResolve, onLoad }) {
    for (const [at, { module, by, instead }] of LEFT_OUT.entries()) {
      onResolve({ filter: just(module) }, ({ importer }) => {
        if (!by.test(importer)) return undefined;
        patched.add(module);
        return { path: String(at), namespace: 'left-out' };
      });
      onLoad({ filter: new RegExp(`^${at}$`), namespace: 'left-out' }, () => ({ contents: instead }));
    }
    for (const { module, by, file } of OURS) {
      onResolve({ filter: just(module) }, ({ importer }) => {
        if (!by.test(importer)) return undefined;
        patched.add(module);
        return { path: join(FUNCTIONS, file) };
      });
    }
    onLoad({ filter: /\/@aws-sdk\/[^/]+\/package\.json$/ }, ({ path }) => {
      patched.add(MANIFEST);
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
});
