import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { root } from '../commands.ts';
import { leavingOut } from './left-out.ts';

export interface Bundle {
  /** Where its `index.js` lies. */
  readonly folder: string;
  readonly bytes: number;
  /** As it is uploaded: a zip with one file. */
  readonly zipBytes: number;
  /** Bytes by package, or by room of our own sources. */
  readonly parts: ReadonlyMap<string, number>;
  /** What was left out of it, or put in the place of something. */
  readonly patched: ReadonlySet<string>;
}

/** The headers of a zip with one file `index.js`. */
const ZIP_HEADERS = 30 + 46 + 22 + 2 * 'index.js'.length;

const partOf = (input: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? /^src\/[^/]+\/[^/]+/.exec(input)?.[0] ?? input;

function partsOf({ outputs }: Metafile): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const part = partOf(input);
      if (bytesInOutput > 0) parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    }
  }
  return new Map([...parts].sort(([, a], [, b]) => b - a));
}

export interface BundleOptions {
  /** Leaves parts of the SDK out that no function comes to; a program with a client of other settings needs them. */
  readonly lean?: boolean;
}

/**
 * One minified file that Lambda runs. CommonJS, for the loader of ES modules costs a start some 15 ms, and with what is
 * loaded late in it as well, for Node would load its HTTP client of `fetch` with the first `import()`.
 */
export async function bundled(entry: string, folder: string, { lean = true }: BundleOptions = {}): Promise<Bundle> {
  const file = join(folder, 'index.js');
  const patched = new Set<string>();
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Only in this form can what is not used be told from what is.
    mainFields: ['module', 'main'],
    conditions: ['module'],
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
    tsconfigRaw: {},
    plugins: lean ? [leavingOut(patched)] : [],
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`nothing was made of ${entry}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, output.contents);
  return {
    folder,
    bytes: output.contents.byteLength,
    zipBytes: deflateRawSync(output.contents, { level: 9 }).byteLength + ZIP_HEADERS,
    parts: partsOf(metafile),
    patched,
  };
}
