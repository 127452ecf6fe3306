import type { Subscriptions } from '../../../ports/live.js';
import type { ContractCase } from './contract-case.js';
import { SUBSCRIPTION_STORIES } from './live/subscription-stories.js';

/** Subscriptions that nobody else uses, for one case of the contract. */
export interface SubscriptionsUnderTest {
  readonly subscriptions: Subscriptions;
  dispose?(): Promise<void>;
}

export interface SubscriptionsContractOptions {
  /** Called once per case. */
  create(): Promise<SubscriptionsUnderTest>;
}

/** What subscriptions have to do, as cases for any test runner. */
export const subscriptionsContract = ({ create }: SubscriptionsContractOptions): readonly ContractCase[] =>
  SUBSCRIPTION_STORIES.map(({ name, tell }) => ({
    name,
    tags: ['subscriptions'],
    timeoutMs: 30_000,
    async run() {
      const under = await create();
      try {
        await tell(under.subscriptions);
      } finally {
        await under.dispose?.();
      }
    },
  }));
