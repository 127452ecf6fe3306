import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { ResultAsync } from '../../domain/result.js';
import type { Notifier } from '../../ports/index.js';
import { publicationOf } from './publication.js';
import { toNotNotified } from './sns-errors.js';

export interface SnsNotifierOptions {
  /** One that ends in `.fifo` gets the events of each booking as a group, and each event at most once in five minutes. */
  readonly topicArn: string;
}

/**
 * Publishes each event to one topic. Programs (SQS, HTTP, Lambda) get it as JSON, e-mail and SMS a text; the attributes
 * `type`, `bookingId`, `userId`, `serviceId` and `eventId` are there for filter policies. `client` stays the caller's; how
 * often it tries is its own setting.
 *
 * @throws TypeError for settings it cannot work with.
 */
export function snsNotifier(client: SNSClient, { topicArn }: SnsNotifierOptions): Notifier {
  if (typeof client?.send !== 'function') throw new TypeError('snsNotifier needs an SNSClient');
  if (typeof topicArn !== 'string' || !topicArn.startsWith('arn:')) throw new TypeError('topicArn must be the ARN of a topic');
  return {
    notify: (event, signal) => {
      const publish = client.send(new PublishCommand(publicationOf(event, topicArn)), { abortSignal: signal });
      return ResultAsync.fromPromise(publish, toNotNotified).map(() => undefined);
    },
  };
}
