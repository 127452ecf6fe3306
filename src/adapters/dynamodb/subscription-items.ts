import type { Topic } from '../../domain/live/topic.js';
import type { Subscriber } from '../../ports/index.js';
import { type Attributes, Item, SCHEMA } from './attributes.js';
import { followedKey, followerKey } from './keys.js';
import { actor as actorShape } from './published-shapes.js';
import { TTL_ATTRIBUTE } from './table-definition.js';

/** A connection that follows a topic until an instant in epoch milliseconds. */
export interface Follower {
  readonly subscriber: Subscriber;
  readonly expiresAt: number;
}

const ttl = (expiresAt: number): Attributes => ({ [TTL_ATTRIBUTE]: Math.ceil(expiresAt / 1000) });

/** Under the topic: all that a broadcaster has to know, so that one query is all it needs. */
export const toFollowerItem = (topic: Topic, { subscriber, expiresAt }: Follower): Attributes => ({
  ...followerKey(topic, subscriber.connectionId),
  schema: SCHEMA,
  topic,
  connectionId: subscriber.connectionId,
  actor: JSON.stringify(subscriber.actor),
  expiresAt,
  ...ttl(expiresAt),
});

/** The way back, for when the connection is gone. */
export const toFollowedItem = (topic: Topic, { subscriber, expiresAt }: Follower): Attributes => ({
  ...followedKey(subscriber.connectionId, topic),
  schema: SCHEMA,
  ...ttl(expiresAt),
});

export function toFollower(attributes: Attributes): Follower {
  const item = new Item(attributes);
  const connectionId = item.text('connectionId');
  const actor = item.json('actor', actorShape);
  item.mustLieAt(followerKey(item.text('topic'), connectionId));
  return { subscriber: { connectionId, actor }, expiresAt: item.whole('expiresAt') };
}
