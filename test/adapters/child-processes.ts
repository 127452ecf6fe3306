import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled } from '../../scripts/bundled.ts';
import { root } from '../../scripts/commands.ts';

/** A script for a child process, with the sources that it imports as they are now, in one file. */
export function childScript(url: URL): Promise<string> {
  const entry = relative(root, fileURLToPath(url));
  return bundled(entry, entry.replaceAll('/', '-').replace(/\.ts$/, ''));
}

/** What a child says next. */
export async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the child ended with ${code} and said nothing`);
  });
  return Promise.race([once(child, 'message').then(([message]) => message), ended]);
}
