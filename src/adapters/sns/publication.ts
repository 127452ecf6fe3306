import { hash } from 'node:crypto';
import type { MessageAttributeValue, PublishCommandInput } from '@aws-sdk/client-sns';
import type { BookingEvent } from '../../domain/booking/booking.js';
import { emailOf, jsonOf, smsOf, subjectOf } from './messages.js';

/** SNS takes 256 KB, attributes and subject included. */
const MOST_BYTES = 240 * 1_024;

/** A protocol that has no body of its own gets the default: the same, so that it can be left out where all is too much. */
function bodiesOf(event: BookingEvent): string {
  const json = jsonOf(event);
  const short = { default: json, email: emailOf(event), sms: smsOf(event) };
  const bodies = JSON.stringify({ ...short, sqs: json, http: json, https: json, lambda: json });
  return Buffer.byteLength(bodies) <= MOST_BYTES ? bodies : JSON.stringify(short);
}

/** For filter policies. SNS takes no empty ones. */
function attributesOf({ type, bookingId, eventId, booking }: BookingEvent): Record<string, MessageAttributeValue> {
  const texts = { type, bookingId, userId: booking.userId, serviceId: booking.serviceId, eventId };
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, StringValue]) =>
      StringValue === '' ? [] : [[name, { DataType: 'String', StringValue }] as const],
    ),
  );
}

/** A FIFO topic takes ids of 128 printable characters; an event's may be longer, by its version. */
const fifoId = (id: string): string => (/^[!-~]{1,128}$/.test(id) ? id : hash('sha256', id));

/** One message for all who subscribe, whatever by. */
export const publicationOf = (event: BookingEvent, topicArn: string): PublishCommandInput => ({
  TopicArn: topicArn,
  Subject: subjectOf(event),
  MessageStructure: 'json',
  Message: bodiesOf(event),
  MessageAttributes: attributesOf(event),
  ...(topicArn.endsWith('.fifo') && {
    MessageGroupId: fifoId(event.bookingId),
    MessageDeduplicationId: fifoId(event.eventId),
  }),
});
