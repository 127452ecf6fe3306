import { describe, expect, it } from 'vitest';
import { BrokenContract, type ContractCase, storeContract } from '../../src/entrypoints/testing/index.js';
import type { BrokenStore } from './broken-stores/broken-store.js';
import { claimKeptOnCancel } from './broken-stores/claim-kept-on-cancel.js';
import { dayVersionReused } from './broken-stores/day-version-reused.js';
import { eventOutsideTheCommit } from './broken-stores/event-outside-the-commit.js';
import { expiredHoldNeverFreed } from './broken-stores/expired-hold-never-freed.js';
import { holdConfirmedAfterItsClaimIsGone } from './broken-stores/hold-confirmed-after-its-claim-is-gone.js';
import { lostLeaseIgnored } from './broken-stores/lost-lease-ignored.js';
import { noVersionCheck } from './broken-stores/no-version-check.js';
import { outboxOrderIgnored } from './broken-stores/outbox-order-ignored.js';
import { recordOutsideTheCommit } from './broken-stores/record-outside-the-commit.js';
import { inMemoryCapabilities, inMemoryUnderTest } from './in-memory-under-test.js';

const BROKEN_STORES: readonly BrokenStore[] = [
  noVersionCheck,
  recordOutsideTheCommit,
  claimKeptOnCancel,
  eventOutsideTheCommit,
  expiredHoldNeverFreed,
  holdConfirmedAfterItsClaimIsGone,
  dayVersionReused,
  outboxOrderIgnored,
  lostLeaseIgnored,
];

/** What a case says against a store; `undefined` when it has nothing to say. */
const objectionOf = async ({ run }: ContractCase): Promise<unknown> => {
  try {
    await run();
    return undefined;
  } catch (objection) {
    return objection;
  }
};

describe.each(BROKEN_STORES)('a store with this fault: $fault', ({ spoil, caughtBy, soundIn }) => {
  const contract = storeContract({ create: () => inMemoryUnderTest(spoil), capabilities: inMemoryCapabilities });

  it.each(Object.entries(caughtBy))('is caught by "%s", because %s', async (name, rule) => {
    const found = contract.find((each) => each.name === name);
    expect(found, `the contract has a case "${name}"`).toBeDefined();
    const objection = found && (await objectionOf(found));
    expect(objection).toBeInstanceOf(BrokenContract);
    expect(String(objection)).toContain(rule);
  });

  it('is not blamed for what it does right', async () => {
    const sound = contract.filter(({ tags }) => tags.some((tag) => soundIn.includes(tag)));
    expect(soundIn.every((tag) => sound.some(({ tags }) => tags.includes(tag)))).toBe(true);
    const objections = await Promise.all(sound.map(objectionOf));
    expect(sound.map(({ name }) => name).filter((_, place) => objections[place] !== undefined)).toEqual([]);
  });
});
