import { startFauxqs } from 'fauxqs';
import * as z from 'zod/mini';
import { seeded } from '../chance.ts';
import { ACCOUNT, REGION } from '../function-process.ts';
import { type Published, type PublishFault, startSnsProxy } from './proxy.ts';

const TOPIC = 'bookings';
const QUEUE = 'subscriber';

export interface PublishFaults {
  /** Of all publications. One in five of these arrives all the same, and only its answer is lost. */
  readonly failingShare?: number;
  /** How often one that fails does so again before it gets another chance, as many as its client's tries. Default: 1. */
  readonly inARow?: number;
  readonly seed?: number;
  /** Those that never get through. */
  readonly isPoison?: (published: Published) => boolean;
}

const LOST_SHARE = 0.2;

export interface Topic {
  readonly topicArn: string;
  readonly endpoint: string;
  /** In the order they arrived. */
  readonly published: readonly Published[];
  /** How many publications were refused, or had their answer lost. */
  readonly failures: number;
  /** What the queue that is subscribed holds, oldest first. */
  received(): readonly ReceivedMessage[];
  fail(faults: PublishFaults): void;
  /** Called with the count of publications, also of those that fail, before each is answered. */
  onPublish(hear: (count: number) => void): void;
  /** Called with each that arrives. */
  onArrival(hear: (published: Published) => void): void;
  stop(): Promise<void>;
}

const envelope = z.object({
  Message: z.string(),
  Subject: z.optional(z.string()),
  MessageAttributes: z.optional(z.record(z.string(), z.object({ Value: z.string() }))),
});
/** As SNS hands it to a queue. */
export type ReceivedMessage = z.infer<typeof envelope>;

function faultyBy({ failingShare = 0, inARow = 1, seed = 1, isPoison = () => false }: PublishFaults) {
  const next = seeded(seed);
  const owed = new Map<string, number>();
  return (published: Published): PublishFault => {
    if (isPoison(published)) return 'refused';
    const eventId = published.attributes['eventId'] ?? '';
    const left = owed.get(eventId) ?? (next() < failingShare ? inARow : 0);
    if (left <= 1) owed.delete(eventId);
    else owed.set(eventId, left - 1);
    if (left === 0) return undefined;
    return next() < LOST_SHARE ? 'lost' : 'refused';
  };
}

export async function startTopic(): Promise<Topic> {
  const fauxqs = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: REGION,
    init: { region: REGION, topics: [{ name: TOPIC }], queues: [{ name: QUEUE }], subscriptions: [{ topic: TOPIC, queue: QUEUE }] },
  });
  const published: Published[] = [];
  let faultOf = faultyBy({});
  let hearTry: ((count: number) => void) | undefined;
  let hearArrival: ((published: Published) => void) | undefined;
  let [count, failures] = [0, 0];
  const proxy = await startSnsProxy(
    `http://127.0.0.1:${fauxqs.port}/`,
    (one) => {
      count += 1;
      hearTry?.(count);
      const fault = faultOf(one);
      if (fault !== undefined) failures += 1;
      return fault;
    },
    (one) => {
      published.push(one);
      hearArrival?.(one);
    },
  );
  return {
    topicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:${TOPIC}`,
    endpoint: proxy.endpoint,
    published,
    get failures() {
      return failures;
    },
    received: () => (fauxqs.inspectQueue(QUEUE)?.messages.ready ?? []).map(({ body }) => z.parse(envelope, JSON.parse(body))),
    fail(faults) {
      faultOf = faultyBy(faults);
    },
    onPublish(hear) {
      hearTry = hear;
    },
    onArrival(hear) {
      hearArrival = hear;
    },
    async stop() {
      proxy.close();
      await fauxqs.stop();
    },
  };
}
