import { timedNotifier } from '../../adapters/system/index.js';
import type { EventLog, EventPage } from '../../adapters/dynamodb/index.js';
import { parkedPages } from '../../domain/use-cases/background/parked.js';
import { Redelivery } from '../../domain/use-cases/background/redelivery.js';
import type { Outbox } from '../../ports/index.js';
import { loadDynamodb } from '../composition/dynamodb/load.js';
import { loadSns } from '../composition/sns/load.js';
import type { Command, Output } from './command.js';
import { type Period, periodIn, topicIn } from './redelivery-options.js';
import { storeFailure, tellUnread } from './store-failure.js';
import { STORE_OPTIONS, tableIn } from './which-store.js';
import { many, oneLine } from './words.js';

const PAGE = 1_000;
const TIMEOUT_MS = 10_000;
const MOST_SHOWN = 20;

/** Every one that is parked, once. Answers with how many could not be read. */
async function parkedAgain(outbox: Outbox, redelivery: Redelivery, output: Output): Promise<number> {
  let unread = 0;
  for await (const page of parkedPages(outbox, PAGE)) {
    if (page.isErr()) throw storeFailure(page.error);
    await redelivery.carry(page.value.items.map(({ event }) => ({ event, isPending: true })));
    unread += tellUnread(page.value.unread, output);
  }
  return unread;
}

/** Answers with how many events could not be read. */
async function periodAgain(log: EventLog, { from, to }: Period, redelivery: Redelivery, output: Output): Promise<number> {
  let unread = 0;
  let after: EventPage['next'];
  do {
    const page = await log.occurred(from, to, after);
    if (page.isErr()) throw storeFailure(page.error);
    await redelivery.carry(page.value.events);
    unread += tellUnread(page.value.unread, output);
    after = page.value.next;
  } while (after);
  return unread;
}

function tell({ delivered, failed, heldUp }: Redelivery, { out }: Output): void {
  for (const { eventId, reason } of failed.slice(0, MOST_SHOWN)) out(`not delivered: ${oneLine(eventId)}: ${oneLine(reason)}`);
  if (failed.length > MOST_SHOWN) out(`not delivered: ${many(failed.length - MOST_SHOWN, 'more event')}`);
  if (heldUp > 0) out(`${many(heldUp, 'event')} behind those in their bookings not tried`);
  out(`${many(delivered, 'event')} delivered`);
}

export const redeliver: Command = {
  usage: '--table NAME --topic ARN [--from INSTANT --to INSTANT]',
  summary:
    'Publishes parked events; with --from and --to all that occurred from then until before, for which it reads the whole table.',
  options: { ...STORE_OPTIONS, topic: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  async run(given, output) {
    const [tableName, topicArn, period] = [tableIn(given), topicIn(given), periodIn(given)];
    const { openDynamodbStore, openEventLog, requireTable } = await loadDynamodb();
    const { openSnsNotifier } = await loadSns();
    await requireTable(tableName);
    const { outbox, close } = openDynamodbStore({ tableName, relay: 'poll' });
    const [log, notifier] = [openEventLog(tableName), openSnsNotifier(topicArn)];
    if (!outbox) throw new TypeError('a store that is polled has an outbox');
    const redelivery = new Redelivery({ notifier: timedNotifier(notifier, TIMEOUT_MS), outbox });
    try {
      const unread = period ? await periodAgain(log, period, redelivery, output) : await parkedAgain(outbox, redelivery, output);
      return redelivery.failed.length > 0 || unread ? 1 : 0;
    } finally {
      tell(redelivery, output);
      notifier.close();
      log.close();
      await close();
    }
  },
};
