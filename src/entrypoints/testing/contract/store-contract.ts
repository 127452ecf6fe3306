import { crowdStories } from './bookings/crowd-stories.js';
import { holdStories } from './bookings/hold-stories.js';
import { keyStories } from './bookings/key-stories.js';
import { moveStories } from './bookings/move-stories.js';
import { releaseStories } from './bookings/release-stories.js';
import type { ContractCase } from './contract-case.js';
import { catalogStories } from './store/catalog-stories.js';
import { commitStories } from './store/commit-stories.js';
import { conflictStories } from './store/conflict-stories.js';
import { crashStory } from './store/crash-stories.js';
import { durableStories } from './store/durable-stories.js';
import { lapsedStories } from './store/lapsed-stories.js';
import { leaseStories } from './store/lease-stories.js';
import { listStories } from './store/list-stories.js';
import { raceStories } from './store/race-stories.js';
import { recordStories } from './store/record-stories.js';
import { retryStories } from './store/retry-stories.js';
import type { StoreContractOptions } from './store-under-test.js';
import { toCase } from './story.js';

const STORIES = [
  ...commitStories,
  ...conflictStories,
  ...recordStories,
  ...raceStories,
  ...listStories,
  ...lapsedStories,
  ...leaseStories,
  ...retryStories,
  ...catalogStories,
  ...durableStories,
  ...crowdStories,
  ...keyStories,
  ...holdStories,
  ...moveStories,
  ...releaseStories,
];

/**
 * What a store has to do, as cases for any test runner. First the port by itself, with change sets made by hand; then
 * bookings through the library, where a store that answers every single call rightly can still be caught.
 *
 * ```ts
 * for (const { name, timeoutMs, run } of storeContract({ create, capabilities })) it(name, run, timeoutMs);
 * ```
 */
export function storeContract(options: StoreContractOptions): readonly ContractCase[] {
  const crashes = (options.crashSteps ?? []).map(crashStory);
  return [...STORIES, ...crashes]
    .filter(({ needs }) => needs === undefined || options.capabilities[needs])
    .map((story) => toCase(options, story));
}
