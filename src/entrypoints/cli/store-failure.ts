import type { StoreDown } from '../../ports/index.js';

/** Why there is no answer, in one line. */
export const storeFailure = ({ cause }: StoreDown): Error =>
  new Error(`the store does not answer (${cause instanceof Error ? cause.message : 'no reason given'})`, { cause });
