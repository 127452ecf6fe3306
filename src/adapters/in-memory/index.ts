export { type InMemoryStoreOptions, inMemoryStore } from './store.js';
