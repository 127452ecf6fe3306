import type { ServiceDay } from '../../../domain/schedule/service-day.js';
import type { ChangeSet } from '../../../ports/repository.js';
import type { Store } from '../../../ports/store.js';
import { value } from './check.js';
import { type Sample, stored } from './samples.js';

/** A whole change set about one booking, with its event. */
export const changeTo = (
  booking: Sample,
  days: readonly ServiceDay[] = [],
  more: Partial<ChangeSet> = {},
): ChangeSet => ({
  booking,
  days,
  event: stored(booking),
  decidedAt: booking.updatedAt,
  ...more,
});

/** Commits what nothing stands in the way of, one after the other. */
export async function write(
  { repository }: Pick<Store, 'repository'>,
  ...changes: readonly ChangeSet[]
): Promise<void> {
  for (const change of changes)
    await value(repository.commit(change), 'a change set that nothing contradicts is committed');
}
