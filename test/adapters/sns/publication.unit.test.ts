import { describe, expect, it } from 'vitest';
import type { BookingEvent } from '../../../src/domain/booking/booking.js';
import { toBooking, toEvent } from '../../../src/domain/booking/publish.js';
import { publicationOf } from '../../../src/adapters/sns/publication.js';
import { confirmed } from '../../unit/builders.js';
import { EVENTS } from '../dynamodb/stored-items.js';

const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:bookings';
const EVENT = EVENTS.BookingRescheduled;

const about = (given: Parameters<typeof confirmed>[0]): BookingEvent =>
  toEvent('BookingUpdated', toBooking(confirmed(given)), { subject: 'ada', roles: ['user'] });
const bodiesOf = (event: BookingEvent): Record<string, string> => JSON.parse(publicationOf(event, TOPIC).Message ?? '');

describe('a publication', () => {
  it('has a body for each protocol: JSON for programs, text for people', () => {
    const { email, sms, ...json } = bodiesOf(EVENT);
    expect(Object.keys(json)).toEqual(['default', 'sqs', 'http', 'https', 'lambda']);
    for (const body of Object.values(json)) expect(JSON.parse(body)).toEqual(EVENT);
    expect(email).toMatch(/^Booking moved: Chair\n\nWhen: /);
    expect(sms).toBe('Booking moved: Chair, 2030-03-02 10:00 UTC');
  });

  it('says by its attributes what it is about, for filter policies', () => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    expect(publicationOf(EVENT, TOPIC)).toMatchObject({
      TopicArn: TOPIC,
      MessageStructure: 'json',
      Subject: 'Booking moved: Chair',
      MessageAttributes: {
        type: text('BookingRescheduled'),
        bookingId: text('b-1'),
        userId: text('ada'),
        serviceId: text('chair'),
        eventId: text('b-1:2'),
      },
    });
  });

  it('has no attribute that would be empty', () => {
    expect(Object.keys(publicationOf(about({ userId: '' }), TOPIC).MessageAttributes ?? {})).not.toContain('userId');
  });

  it('of the largest event there is fits, and every protocol still gets all of it', () => {
    const worst = (n: number) => '\u0001'.repeat(n);
    const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${worst(38)}${n + 10}`, worst(500)]));
    const event = about({ notes: worst(500), metadata, serviceName: worst(200), paymentReference: worst(255), userId: 'u'.repeat(255) });
    const { Message = '', ...rest } = publicationOf(event, TOPIC);
    expect(Buffer.byteLength(Message) + Buffer.byteLength(JSON.stringify(rest))).toBeLessThan(262_144);
    expect(Object.keys(bodiesOf(event))).toEqual(['default', 'email', 'sms']);
    expect(JSON.parse(bodiesOf(event)['default'] ?? '')).toEqual(event);
  });
});

describe('on a FIFO topic', () => {
  const idsOf = (event: BookingEvent, topicArn = `${TOPIC}.fifo`) => {
    const { MessageGroupId: group, MessageDeduplicationId: once } = publicationOf(event, topicArn);
    return { group, once };
  };

  it('the group is the booking, and no event comes twice', () => {
    expect(idsOf(EVENT)).toEqual({ group: 'b-1', once: 'b-1:2' });
  });

  it('ids that SNS would not take are hashed, and differ when their events do', () => {
    const bookingId = 'b'.repeat(128);
    const [first, second] = [1, 2].map((version) => idsOf(about({ bookingId, version })));
    expect(first).toEqual({ group: bookingId, once: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(second?.group).toBe(bookingId);
    expect(second?.once).not.toBe(first?.once);
    expect(idsOf(about({ bookingId: 'a b' })).group).toMatch(/^[0-9a-f]{64}$/);
  });

  it('and on no other', () => {
    expect(idsOf(EVENT, TOPIC)).toEqual({ group: undefined, once: undefined });
  });
});
