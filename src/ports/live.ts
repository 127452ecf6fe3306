import type { Actor } from '../domain/access/actor.js';
import type { Topic } from '../domain/live/topic.js';
import type { Outcome, StoreDown } from './outcome.js';

/** A live connection, and who is at its other end. */
export interface Subscriber {
  readonly connectionId: string;
  readonly actor: Actor;
}

/** With these, the connection would follow more topics than one may. */
export interface TooManyTopics {
  readonly kind: 'too_many_topics';
  readonly most: number;
}

/**
 * One-use permissions to connect, for who cannot say who they are when they do: a browser cannot set headers on a
 * WebSocket. Only its holder has a ticket's secret; kept is the secret's digest.
 */
export interface Tickets {
  put(digest: string, ticket: Ticket): Outcome<void, StoreDown>;
  /** Whose it is, to the first who asks and to nobody after that; `undefined` also when it is over at `now`. */
  take(digest: string, now: number): Outcome<Actor | undefined, StoreDown>;
}

export interface Ticket {
  readonly actor: Actor;
  /** In epoch milliseconds. */
  readonly expiresAt: number;
}

/** Which connections follow which topics. An entry ends by itself at `expiresAt`, when no connection can be left. */
export interface Subscriptions {
  /** Adds topics to those that the connection follows already; again is as once. `expiresAt` in epoch milliseconds. */
  subscribe(
    subscriber: Subscriber,
    topics: readonly Topic[],
    expiresAt: number,
  ): Outcome<void, TooManyTopics | StoreDown>;
  unsubscribe(connectionId: string, topics: readonly Topic[]): Outcome<void, StoreDown>;
  /** The connection is gone, with all that it followed. */
  remove(connectionId: string): Outcome<void, StoreDown>;
  /** Who follows any of these at `now`, each connection once. */
  subscribersOf(topics: readonly Topic[], now: number): Outcome<readonly Subscriber[], StoreDown>;
}
