import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a child says next. */
export async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the child ended with ${code} and said nothing`);
  });
  return Promise.race([once(child, 'message').then(([message]) => message), ended]);
}
