import { parkedPages } from '../../domain/use-cases/background/parked.js';
import type { Outbox, ParkedEvent, ParkedEvents } from '../../ports/index.js';
import type { Command, Output } from './command.js';
import { openExisting } from './existing-store.js';
import { storeFailure, tellUnread } from './store-failure.js';
import { addressIn, STORE_OPTIONS } from './which-store.js';
import { many, oneLine } from './words.js';

const PAGE = 1_000;

const line = ({ event, attempts, lastError }: ParkedEvent): string =>
  `${oneLine(`${event.eventId} ${event.type} of ${event.occurredAt}`)}, failed ${many(attempts, 'time')}: ${oneLine(lastError)}`;

const facts = ({ event, attempts, lastError }: ParkedEvent): object => {
  const { eventId, type, occurredAt } = event;
  return { eventId, type, occurredAt, attempts, lastError };
};

/** Takes the pages as they come; `end` answers with how many events there were. */
interface Teller {
  page(page: ParkedEvents): void;
  end(): number;
}

function inLines(output: Output): Teller {
  let [readable, unread] = [0, 0];
  return {
    page(page) {
      for (const event of page.items) output.out(line(event));
      readable += page.items.length;
      unread += tellUnread(page.unread, output);
    },
    end() {
      const all = readable + unread;
      output.out(`${many(all, 'event')} parked${unread > 0 ? `, ${unread} not readable` : ''}`);
      return all;
    },
  };
}

function asJson({ out }: Output): Teller {
  const [parked, unread]: [object[], string[]] = [[], []];
  return {
    page(page) {
      parked.push(...page.items.map(facts));
      unread.push(...page.unread.map(({ cause }) => String(cause)));
    },
    end() {
      out(JSON.stringify({ parked, unread }));
      return parked.length + unread.length;
    },
  };
}

async function tellAll(outbox: Outbox, teller: Teller): Promise<number> {
  for await (const page of parkedPages(outbox, PAGE)) {
    if (page.isErr()) throw storeFailure(page.error);
    teller.page(page.value);
  }
  return teller.end();
}

export const parked: Command = {
  usage: '--store dynamodb:NAME|sqlite:FILE [--json]',
  summary: 'Lists the events that were given up on for now, oldest first. Ends with 1 when there are any.',
  options: { ...STORE_OPTIONS, json: { type: 'boolean' } },
  async run(given, output) {
    const { store } = await openExisting(addressIn(given));
    try {
      if (!store.outbox) throw new TypeError('a store that is looked at has an outbox');
      const all = await tellAll(store.outbox, given['json'] === true ? asJson(output) : inLines(output));
      return all === 0 ? 0 : 1;
    } finally {
      await store.close?.();
    }
  },
};
