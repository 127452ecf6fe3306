import { describe, it } from 'vitest';
import { snsNotifier } from '../../src/adapters/sns/index.js';
import { notifierContract } from '../../src/entrypoints/testing/index.js';
import { BUSY, snsEndpoint } from '../adapters/sns/sns-endpoint.js';

describe.each(['arn:aws:sns:eu-central-1:000000000000:bookings', 'arn:aws:sns:eu-central-1:000000000000:bookings.fifo'])(
  'the notifier of the topic %s',
  (topicArn) => {
    const contract = notifierContract({
      create: async () => {
        const endpoint = await snsEndpoint();
        return {
          notifier: snsNotifier(endpoint.client, { topicArn }),
          received: async () => endpoint.events(),
          failNext: (n) => {
            const before = endpoint.asked();
            endpoint.refuse((_, asked) => (asked <= before + n ? BUSY : undefined));
          },
          dispose: () => endpoint.close(),
        };
      },
    });
    for (const { name, timeoutMs, run } of contract) it(name, run, timeoutMs);
  },
);
