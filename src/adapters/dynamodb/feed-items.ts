import type { CalendarFeed } from '../../ports/index.js';
import { type Attributes, Item, SCHEMA } from './attributes.js';
import { feedKey } from './keys.js';
import { feed as feedShape } from './shapes.js';

/** It has no time to live: a feed is there until it is revoked. */
export const toFeedItem = (digest: string, feed: CalendarFeed): Attributes => ({
  ...feedKey(digest),
  schema: SCHEMA,
  digest,
  feed: JSON.stringify(feed),
});

export function toFeed(attributes: Attributes): CalendarFeed {
  const item = new Item(attributes);
  item.mustLieAt(feedKey(item.text('digest')));
  return item.json('feed', feedShape);
}
