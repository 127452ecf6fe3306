export { BrokenContract } from './contract/check.js';
export type { ContractCase } from './contract/contract-case.js';
export { storeContract } from './contract/store-contract.js';
export type {
  StoreCapabilities,
  StoreContractOptions,
  StoreInspection,
  StoreUnderTest,
} from './contract/store-under-test.js';
