import { BrokenContract } from './check.js';
import type { StoreCapabilities } from './store-under-test.js';

const PAUSE_MS = 100;
const TRIES = 50;

/** Where lists may lag behind, gives them time to catch up; elsewhere the first look counts. */
export async function onceListed({ consistentLists }: StoreCapabilities, look: () => Promise<void>): Promise<void> {
  for (let left = consistentLists ? 0 : TRIES; ; left -= 1) {
    try {
      return await look();
    } catch (broken) {
      if (left === 0 || !(broken instanceof BrokenContract)) throw broken;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
