export { staff, user } from './actors.js';
export { BrokenContract } from './contract/check.js';
export type { ContractCase } from './contract/contract-case.js';
export { storeContract } from './contract/store-contract.js';
export type {
  StoreCapabilities,
  StoreContractOptions,
  StoreInspection,
  StoreUnderTest,
} from './contract/store-under-test.js';
export { type ManualClock, manualClock } from './manual-clock.js';
export { createTestBookings, type TestBookings, type TestBookingsConfig } from './test-bookings.js';
