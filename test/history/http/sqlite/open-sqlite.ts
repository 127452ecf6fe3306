import { join } from 'node:path';
import type { OpenStore } from '../watched-store.js';
import { readBehind, watch } from './watch.js';

/** One file, seen by triggers in it. */
export const openSqlite: OpenStore = async ({ folder }) => {
  const file = join(folder, 'bookings.db');
  return {
    environment: { HOLDFAST_STORE: `sqlite:${file}` },
    watch: () => watch(file),
    calmDown: async () => undefined,
    read: async () => readBehind(file),
    tally: () => ({}),
    close: async () => undefined,
  };
};
