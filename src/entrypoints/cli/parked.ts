import { okAsync } from '../../domain/result.js';
import type { ParkedEvent } from '../../ports/index.js';
import { BadUsage, type Command, type Given } from './command.js';
import { openExisting } from './existing-store.js';
import { storeFailure } from './store-failure.js';
import { tableNameIn } from './table-name.js';
import { many, oneLine } from './words.js';

const MOST_SHOWN = 1_000;

function addressIn({ table, store }: Given): string {
  if (typeof table === 'string' && store === undefined) return `dynamodb:${tableNameIn(table)}`;
  if (typeof store === 'string' && table === undefined) return store;
  throw new BadUsage(table === undefined ? '--table is missing' : '--table and --store name two places: give one');
}

const line = ({ event, attempts, lastError }: ParkedEvent): string =>
  `${event.eventId} ${event.type} of ${event.occurredAt}, failed ${many(attempts, 'time')}: ${oneLine(lastError)}`;

const facts = ({ event, attempts, lastError }: ParkedEvent): object => {
  const { eventId, type, occurredAt } = event;
  return { eventId, type, occurredAt, attempts, lastError };
};

export const parked: Command = {
  usage: '--table NAME | --store sqlite:FILE [--json]',
  summary: `Lists the events that were given up on for now, the oldest ${MOST_SHOWN} of them. Ends with 1 when there are any.`,
  options: { table: { type: 'string' }, store: { type: 'string' }, json: { type: 'boolean' } },
  async run(given, { out }) {
    const { store } = await openExisting(addressIn(given));
    try {
      const found = await (store.outbox?.parked(MOST_SHOWN) ?? okAsync([]));
      if (found.isErr()) throw storeFailure(found.error);
      const events = found.value;
      const lines = [...events.map(line), `${many(events.length, 'event')} parked`];
      for (const text of given['json'] === true ? [JSON.stringify({ parked: events.map(facts) })] : lines) out(text);
      return events.length === 0 ? 0 : 1;
    } finally {
      await store.close?.();
    }
  },
};
