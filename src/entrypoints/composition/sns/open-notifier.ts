import { SNSClient } from '@aws-sdk/client-sns';
import { snsNotifier } from '../../../adapters/sns/index.js';
import type { Notifier } from '../../../ports/index.js';

/** The notifier of a topic with a client by the environment alone, which `close` closes. */
export function openSnsNotifier(topicArn: string): Notifier & { close(): void } {
  const client = new SNSClient();
  return { ...snsNotifier(client, { topicArn }), close: () => client.destroy() };
}
