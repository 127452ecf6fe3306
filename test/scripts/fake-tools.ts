import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with programs of a test's making, to be all that there is on the path. */
export interface FakeTools {
  readonly path: string;
  /** A folder that is not there yet. */
  readonly cache: string;
  shell(name: string, script: string): void;
  node(name: string, script: string): void;
  remove(): void;
}

export function fakeTools(): FakeTools {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tools-'));
  const path = join(folder, 'bin');
  mkdirSync(path);
  const program = (name: string, text: string): void => {
    writeFileSync(join(path, name), text);
    chmodSync(join(path, name), 0o755);
  };
  return {
    path,
    cache: join(folder, 'cache'),
    shell: (name, script) => program(name, `#!/bin/sh\n${script}\n`),
    node: (name, script) => program(name, `#!${process.execPath}\n${script}\n`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
