import type { Outbox, ParkedEvent, ParkedEvents, StoreDown } from '../../../ports/index.js';
import { err, ok, type Result } from '../../result.js';

type ParkedIn = Pick<Outbox, 'parked'>;

/** Page after page, to the last one. When the store does not answer, that is the last. */
export async function* parkedPages(outbox: ParkedIn, limit: number): AsyncGenerator<Result<ParkedEvents, StoreDown>, void> {
  let cursor: string | undefined;
  do {
    const page = await outbox.parked(limit, cursor);
    yield page;
    cursor = page.isOk() ? page.value.next : undefined;
  } while (cursor !== undefined);
}

/** The first `most` that can be read. One that cannot is the answer when there is no other, so that somebody hears of it. */
export async function oldestParked(outbox: ParkedIn, most: number): Promise<Result<readonly ParkedEvent[], StoreDown>> {
  const oldest: ParkedEvent[] = [];
  let unread: StoreDown | undefined;
  for await (const page of parkedPages(outbox, most)) {
    if (page.isErr()) return err(page.error);
    oldest.push(...page.value.items);
    unread ??= page.value.unread[0];
    if (oldest.length >= most) break;
  }
  return unread && oldest.length === 0 ? err(unread) : ok(oldest.slice(0, most));
}
