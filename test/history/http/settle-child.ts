// What a server that comes later does with what dead ones left: it records lapsed holds and tells of every event that
// nobody was told of. Its clock is ten minutes ahead, so that the leases of the dead have ended.
import { DatabaseSync } from 'node:sqlite';
import { createBookings, type Notifier, okAsync } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { systemClock } from 'holdfast/adapters/system';

const [file = ''] = process.argv.slice(2);
const LATER_MS = 600_000;

const notifier: Notifier = {
  notify: ({ eventId }) => {
    console.log(JSON.stringify({ time: Date.now(), eventId, msg: 'event' }));
    return okAsync(undefined);
  },
};
const store = sqliteStore(new DatabaseSync(file));
const clock = { ...systemClock, now: () => Date.now() + LATER_MS };
await createBookings({ store, notifier, clock }).background.runOnce();
await store.close();
