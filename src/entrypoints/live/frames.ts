import type { Topic } from '../../domain/live/topic.js';
import type { BookingUpdate } from '../../domain/live/update.js';
import type { LiveError } from './live-errors.js';

/** What a client may send. */
export type ClientFrame =
  | { readonly action: 'subscribe'; readonly topics: readonly Topic[] }
  | { readonly action: 'unsubscribe'; readonly topics: readonly Topic[] }
  | { readonly action: 'ping' };

/** What a client is sent: one reply to each of its frames, and updates whenever there are any. */
export type ServerFrame =
  | { readonly action: 'subscribed'; readonly topics: readonly Topic[] }
  | { readonly action: 'unsubscribed'; readonly topics: readonly Topic[] }
  | { readonly action: 'pong' }
  | ({ readonly action: 'error' } & LiveError)
  | BookingUpdate;
