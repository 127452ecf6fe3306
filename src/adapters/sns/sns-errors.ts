import type { NotNotified } from '../../ports/index.js';

/** By their names in the SDK and in SNS itself. */
const OF_A_PARAMETER = new Set([
  'InvalidParameterException',
  'InvalidParameter',
  'InvalidParameterValueException',
  'ParameterValueInvalid',
]);

/** Which topic it is, somebody has set, and can set right. */
const isAboutTheTopic = (message: string): boolean => /\b(TopicArn|TargetArn)\b/.test(message);

/**
 * What keeps an event from a topic. That SNS will never take it is said of the message alone, one that is too long for
 * instance: permissions, a missing topic, keys, throttling and the network are mended, or pass.
 */
export function toNotNotified(cause: unknown): NotNotified {
  const isOfTheMessage = cause instanceof Error && OF_A_PARAMETER.has(cause.name) && !isAboutTheTopic(cause.message);
  return { kind: 'not_notified', retry: !isOfTheMessage, cause };
}
