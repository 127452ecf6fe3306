import { ApiGatewayManagementApiClient, type PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { apiGatewayBroadcaster, type ApiGatewayBroadcasterOptions } from '../../../src/adapters/api-gateway-websocket/index.js';
import { inMemorySubscriptions } from '../../../src/adapters/in-memory/index.js';
import type { Topic } from '../../../src/domain/live/topic.js';
import { manualClock } from '../../../src/entrypoints/testing/index.js';
import type { Actor } from '../../../src/index.js';
import { LATER, NOW } from './events.js';

export interface Post {
  readonly to: string;
  readonly data: Uint8Array;
  /** When it was begun, in milliseconds since the clock was started. */
  readonly at: number;
}

/** The status that a connection's n-th post is answered with, from 1; or it hangs, or an exception is thrown. */
export type Fate = (to: string, nth: number) => number | 'hang' | Error;

interface Posting extends ApiGatewayBroadcasterOptions {
  readonly fate?: Fate;
}

/** What the SDK throws for an answer with this status. */
const refusal = (httpStatusCode: number): Error =>
  Object.assign(new Error(`${httpStatusCode}, injected`), { $metadata: { httpStatusCode } });

const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(Object.assign(new Error('aborted'), { name: 'AbortError' })));
  });

/**
 * A broadcaster over a client that answers at once, or never; the clock stands still while anything can go on. What the
 * SDK's own client makes of answers is seen over HTTP.
 */
export function posting({ fate = () => 200, ...options }: Posting = {}) {
  const clock = manualClock(new Date(NOW));
  const subscriptions = inMemorySubscriptions();
  const posts: Post[] = [];
  const aborted: string[] = [];
  let underWay = 0;
  let most = 0;

  async function answer(to: string, signal: AbortSignal): Promise<object> {
    const decided = fate(to, posts.filter((post) => post.to === to).length);
    signal.addEventListener('abort', () => aborted.push(to));
    if (decided === 'hang') return abortOf(signal);
    if (decided instanceof Error) throw decided;
    if (decided >= 400) throw refusal(decided);
    return {};
  }

  const client = Object.assign(new ApiGatewayManagementApiClient({ region: 'eu-central-1' }), {
    async send({ input }: PostToConnectionCommand, { abortSignal }: { readonly abortSignal: AbortSignal }) {
      const { ConnectionId: to, Data: data } = input;
      if (to === undefined || !(data instanceof Uint8Array)) throw new TypeError('not a post');
      posts.push({ to, data, at: clock.now() - NOW });
      underWay += 1;
      most = Math.max(most, underWay);
      try {
        return await answer(to, abortSignal);
      } finally {
        underWay -= 1;
      }
    },
  });

  return {
    clock,
    subscriptions,
    posts,
    /** To whom a post was given up. */
    aborted,
    mostAtOnce: () => most,
    broadcaster: apiGatewayBroadcaster(client, subscriptions, { clock, random: { next: () => 1 }, ...options }),
    follow: async (connectionId: string, actor: Actor, ...topics: readonly Topic[]) =>
      (await subscriptions.subscribe({ connectionId, actor }, topics, LATER))._unsafeUnwrap(),
    followersOfAll: async () =>
      (await subscriptions.subscribersOf(['all'], NOW))._unsafeUnwrap().map(({ connectionId }) => connectionId),
    to: (connectionId: string) => posts.filter(({ to }) => to === connectionId),
  };
}

export const sentIn = ({ data }: Post): unknown => JSON.parse(new TextDecoder().decode(data));
