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
  const heard = new AbortController();
  const { signal } = heard;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the child ended with ${code} and said nothing`);
  });
  try {
    return await Promise.race([once(child, 'message', { signal }).then(([message]) => message), ended]);
  } finally {
    heard.abort();
  }
}
