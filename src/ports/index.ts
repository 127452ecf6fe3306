// holdfast/ports: the interfaces an adapter or an entrypoint is written against. Types only.
export type * from './bookings.js';
export type * from './calendars.js';
export type * from './catalog.js';
export type * from './delivery.js';
export type * from './live.js';
export type * from './outbox.js';
export type * from './outcome.js';
export type * from './rate-limiter.js';
export type * from './repository.js';
export type * from './store.js';
export type * from './system.js';
