import { BrokenContract } from './check.js';
import type { StoreCapabilities } from './store-under-test.js';

const PAUSE_MS = 100;
const TRIES = 50;

/** For what may lag behind: looks again until the rule holds, for some seconds. */
export async function eventually(look: () => Promise<void>, tries = TRIES): Promise<void> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await look();
    } catch (broken) {
      if (left === 0 || !(broken instanceof BrokenContract)) throw broken;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Where lists may lag behind, gives them time to catch up; elsewhere the first look counts. */
export const onceListed = ({ consistentLists }: StoreCapabilities, look: () => Promise<void>): Promise<void> =>
  eventually(look, consistentLists ? 1 : TRIES);
