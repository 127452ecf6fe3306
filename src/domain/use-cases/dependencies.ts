import type { Broadcaster, Clock, Digest, IdGenerator, Logger, Notifier, Random, Stopwatch, Store } from '../../ports/index.js';
import type { Actor } from '../access/actor.js';
import type { KeyedQueue } from './attempt/keyed-queue.js';
import type { PolicyCache } from './attempt/policy-cache.js';

export interface Settings {
  readonly refuseUnknownServices: boolean;
  readonly requireIdempotencyKey: boolean;
  /** How long an answer is remembered. */
  readonly rememberMs: number;
  /** How long a store that fails is asked again what became of a commit. */
  readonly patienceMs: number;
  /** How long a relay has a batch of events to itself: several times as long as one delivery can take. */
  readonly leaseMs: number;
  /** Who acts when a call names nobody; without one such a call is `forbidden`. */
  readonly defaultActor: Actor | undefined;
}

/** The driven ports and settings that the use-cases are given. */
export interface Ports {
  readonly store: Store;
  readonly notifier?: Notifier | undefined;
  readonly broadcaster?: Broadcaster | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdGenerator;
  readonly digest: Digest;
  readonly stopwatch: Stopwatch;
  readonly logger: Logger;
  readonly settings: Settings;
}

/** What the use-cases of one library instance share. */
export interface Dependencies extends Ports {
  readonly queue: KeyedQueue;
  readonly policies: PolicyCache;
  /** Called after a commit that stored an event. */
  readonly committed: () => void;
}
