// holdfast/testing: a clock and a notifier for one's own suite, and the contracts that an adapter has to keep.
export { staff, user } from './actors.js';
export { BrokenContract } from './contract/check.js';
export type { ContractCase } from './contract/contract-case.js';
export {
  notifierContract,
  type NotifierContractOptions,
  type NotifierUnderTest,
} from './contract/notifier-contract.js';
export { storeContract } from './contract/store-contract.js';
export type {
  StoreCapabilities,
  StoreContractOptions,
  StoreInspection,
  StoreUnderTest,
} from './contract/store-under-test.js';
export {
  subscriptionsContract,
  type SubscriptionsContractOptions,
  type SubscriptionsUnderTest,
} from './contract/subscriptions-contract.js';
export { ticketsContract, type TicketsContractOptions, type TicketsUnderTest } from './contract/tickets-contract.js';
export { type ManualClock, manualClock } from './manual-clock.js';
export { createTestBookings, type TestBookings, type TestBookingsConfig } from './test-bookings.js';
