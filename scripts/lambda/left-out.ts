import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from '../commands.ts';

interface LeftOut {
  /** How the SDK imports it. */
  readonly module: RegExp;
  /** What is there instead. The bundler stops when the SDK asks for a name that is not among these. */
  readonly instead: string;
}

/**
 * Parts of the SDK that a function with our settings never comes to, and that it would read, compile and begin at every
 * start. With them go four more clients, and what Node would load for them.
 */
const LEFT_OUT: readonly LeftOut[] = [
  {
    // Where else credentials may be: files, other services, a login. Ours are in Lambda's variables.
    module: /^@aws-sdk\/credential-provider-node$/,
    instead: `export const defaultProvider = () => async () => { throw new Error('credentials are in the environment'); };`,
  },
  {
    // None of our requests or answers is a stream of events. As it is loaded late, it keeps what it shares in pieces.
    module: /^@smithy\/core\/event-streams$/,
    instead: `const none = () => { throw new Error('nothing here streams events'); };
      export { none as EventStreamSerde, none as eventStreamSerdeProvider };`,
  },
  {
    // Reads files of settings, with all that Node has for files. Every setting is given.
    module: /^\.\/readFile$/,
    instead: `export const [fileIntercept, filePromises, readFile] = [{}, {}, async () => ''];`,
  },
  {
    // Draws ids with the Web's crypto, which Node loads for that, beside its own.
    module: /^\.\/uuid\/v4$/,
    instead: `import { randomUUID } from 'node:crypto';
      export const bindV4 = () => () => randomUUID();`,
  },
];

/** Ours in place of the SDK's, by whoever imports it. */
const OURS = [
  { module: /^@aws-sdk\/dynamodb-codec$/, by: /\/client-dynamodb\//, file: 'dynamodb-json.ts' },
  { module: /^\.\/endpoint\/endpointResolver$/, by: /\/client-dynamodb\//, file: 'dynamodb-endpoint.ts' },
];
const FUNCTIONS = join(root, 'src/entrypoints/lambda/functions');

export const leavingOut: Plugin = {
  name: 'leaving-out',
  setup({ onResolve, onLoad }) {
    for (const [at, { module, instead }] of LEFT_OUT.entries()) {
      onResolve({ filter: module }, () => ({ path: String(at), namespace: 'left-out' }));
      onLoad({ filter: new RegExp(`^${at}$`), namespace: 'left-out' }, () => ({ contents: instead }));
    }
    for (const { module, by, file } of OURS) {
      onResolve({ filter: module }, ({ importer }) => (by.test(importer) ? { path: join(FUNCTIONS, file) } : undefined));
    }
    // A client tells its version, and has all of its manifest with it for that.
    onLoad({ filter: /\/@aws-sdk\/[^/]+\/package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
