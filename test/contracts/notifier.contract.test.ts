import { describe, expect, it } from 'vitest';
import type { BookingEvent } from '../../src/domain/booking/booking.js';
import { errAsync, ok, okAsync } from '../../src/domain/result.js';
import { notifierContract, type NotifierUnderTest } from '../../src/entrypoints/testing/index.js';
import type { Notifier } from '../../src/ports/index.js';

/** A notifier into a list; `spoil` is for notifiers that are to fail the contract. */
const intoAList = async (spoil = (notifier: Notifier): Notifier => notifier): Promise<NotifierUnderTest> => {
  const arrived: BookingEvent[] = [];
  let failures = 0;
  const notifier: Notifier = {
    notify(event) {
      failures -= 1;
      if (failures >= 0) return errAsync({ kind: 'not_notified', retry: true });
      arrived.push(event);
      return okAsync(undefined);
    },
  };
  return {
    notifier: spoil(notifier),
    received: async () => arrived,
    failNext(n) {
      failures = n;
    },
  };
};

describe('a notifier that works', () => {
  for (const { name, timeoutMs, run } of notifierContract({ create: () => intoAList() })) it(name, run, timeoutMs);
});

const TRIES_AGAIN = 'a failure is an answer that says whether to try again, and trying again delivers';
const FAULTY: readonly (readonly [fault: string, spoil: (notifier: Notifier) => Notifier, because: string])[] = [
  ['throws instead of answering', () => ({ notify: () => Promise.reject(new Error('no route')) }), 'no route'],
  [
    'says that all is well when nothing got through',
    (notifier) => ({ notify: async (...given) => (await notifier.notify(...given)).orElse(() => ok(undefined)) }),
    'an event that did not get through is not notified',
  ],
  [
    'gives up for good at the first failure',
    (notifier) => ({
      notify: async (...given) => (await notifier.notify(...given)).mapErr((refused) => ({ ...refused, retry: false })),
    }),
    'what may work later is to be tried again',
  ],
];

describe.each(FAULTY)('a notifier that %s', (_, spoil, because) => {
  it('does not keep the contract', async () => {
    const found = notifierContract({ create: () => intoAList(spoil) }).find(({ name }) => name === TRIES_AGAIN);
    await expect(found?.run()).rejects.toThrow(because);
  });
});
