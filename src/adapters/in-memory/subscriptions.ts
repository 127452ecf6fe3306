import type { Actor } from '../../domain/access/actor.js';
import { MAX_TOPICS, type Topic } from '../../domain/live/topic.js';
import { errAsync, okAsync } from '../../domain/result.js';
import type { Subscriber, Subscriptions } from '../../ports/index.js';

interface Connection {
  readonly actor: Actor;
  /** When each ends that it follows. */
  readonly topics: Map<Topic, number>;
}

/** For connections that live in this process. Never answers `store_unavailable`. */
export function inMemorySubscriptions(): Subscriptions {
  const connections = new Map<string, Connection>();
  const followers = new Map<Topic, Set<string>>();

  const leave = (connectionId: string, topic: Topic): void => {
    const topics = connections.get(connectionId)?.topics;
    topics?.delete(topic);
    if (topics?.size === 0) connections.delete(connectionId);
    const others = followers.get(topic);
    others?.delete(connectionId);
    if (others?.size === 0) followers.delete(topic);
  };

  return {
    subscribe({ connectionId, actor }, topics, expiresAt) {
      const followed = connections.get(connectionId)?.topics ?? new Map<Topic, number>();
      if (new Set([...followed.keys(), ...topics]).size > MAX_TOPICS) {
        return errAsync({ kind: 'too_many_topics', most: MAX_TOPICS });
      }
      for (const topic of topics) {
        followed.set(topic, expiresAt);
        followers.set(topic, (followers.get(topic) ?? new Set()).add(connectionId));
      }
      if (followed.size > 0) connections.set(connectionId, { actor, topics: followed });
      return okAsync(undefined);
    },
    unsubscribe(connectionId, topics) {
      for (const topic of topics) leave(connectionId, topic);
      return okAsync(undefined);
    },
    remove(connectionId) {
      for (const topic of connections.get(connectionId)?.topics.keys() ?? []) leave(connectionId, topic);
      return okAsync(undefined);
    },
    subscribersOf(topics, now) {
      const found = new Map<string, Subscriber>();
      for (const topic of topics) {
        for (const connectionId of followers.get(topic) ?? []) {
          const connection = connections.get(connectionId);
          if (connection && (connection.topics.get(topic) ?? 0) > now) found.set(connectionId, { connectionId, actor: connection.actor });
          else leave(connectionId, topic);
        }
      }
      return okAsync([...found.values()]);
    },
  };
}
