import type { StoreDown } from '../../ports/index.js';
import type { Output } from './command.js';
import { oneLine } from './words.js';

/** Why there is no answer, in one line. */
export const storeFailure = ({ cause }: StoreDown): Error =>
  new Error(`the store does not answer (${cause instanceof Error ? cause.message : 'no reason given'})`, { cause });

/** What is there and cannot be read, a line each; answers with how many that are. */
export function tellUnread(unread: readonly StoreDown[], { err }: Pick<Output, 'err'>): number {
  for (const { cause } of unread) err(`holdfast: not readable: ${oneLine(String(cause))}`);
  return unread.length;
}
