import type { ListPosition, Store, StoreDown } from '../../../ports/index.js';
import type { BookingState } from '../../booking/state.js';
import { err, ok, type Result } from '../../result.js';
import { MAX_CLAIM_DAYS } from '../../schedule/claim.js';
import { DAY, type Interval, overlaps } from '../../schedule/interval.js';

const PAGE = 500;
/** No claim is longer, so that a booking that begins further away does not reach it. */
const REACH = MAX_CLAIM_DAYS * DAY;
/** No booking begins earlier, and a store may not know of earlier years. */
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');

/** The bookings whose claims reach into the interval, page by page, of one service or of all. */
export async function* bookingsAround(
  { repository }: Pick<Store, 'repository'>,
  within: Interval,
  serviceId?: string,
): AsyncGenerator<Result<readonly BookingState[], StoreDown>> {
  const [from, to] = [Math.max(FIRST, within.from - REACH), within.to + REACH];
  let after: ListPosition | undefined;
  do {
    const page = await repository.list({ serviceId, from, to, order: 'asc', limit: PAGE, after });
    if (page.isErr()) {
      yield err(page.error);
      return;
    }
    yield ok(page.value.items.filter(({ claim }) => overlaps(claim, within)));
    after = page.value.next;
  } while (after);
}
