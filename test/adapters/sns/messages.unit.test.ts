import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookingEvent } from '../../../src/domain/booking/booking.js';
import { toBooking, toEvent } from '../../../src/domain/booking/publish.js';
import { emailOf, jsonOf, smsOf, subjectOf } from '../../../src/adapters/sns/messages.js';
import { confirmed } from '../../unit/builders.js';
import { EVENTS } from '../dynamodb/stored-items.js';

const named = (serviceName: string, serviceId = 'chair'): BookingEvent =>
  toEvent('BookingConfirmed', toBooking(confirmed({ serviceName, serviceId })), { subject: 'ada', roles: ['user'] });

describe('the texts of each type of event', () => {
  it.each([
    [EVENTS.BookingHeld, 'Booking held: Chair', 'Held until: 2030-03-01 08:10 UTC'],
    [EVENTS.BookingConfirmed, 'Booking confirmed: Chair', 'Status: confirmed'],
    [EVENTS.BookingRescheduled, 'Booking moved: Chair', 'Before: 2030-03-01 08:00 UTC to 2030-03-01 09:00 UTC, units: 2'],
    [EVENTS.BookingUpdated, 'Booking changed: Chair', 'Booking: b-1, version 10'],
    [EVENTS.BookingCancelled, 'Booking cancelled: Chair', 'Status: cancelled'],
    [EVENTS.BookingCompleted, 'Booking completed: Chair', 'Status: completed'],
    [EVENTS.BookingNoShow, 'Booking missed: Chair', 'Status: no_show'],
    [EVENTS.BookingExpired, 'Hold expired: Chair', 'Status: expired'],
  ])('$type', (event, subject, line) => {
    expect(subjectOf(event)).toBe(subject);
    expect(smsOf(event)).toBe(`${subject}, 2030-03-02 10:00 UTC`);
    const lines = emailOf(event).split('\n');
    expect(lines[0]).toBe(subject);
    expect(lines).toContain(line);
    expect(lines).toContain('When: 2030-03-02 10:00 UTC to 2030-03-02 11:00 UTC');
    expect(JSON.parse(jsonOf(event))).toEqual(event);
  });
});

describe('what a user wrote', () => {
  const bad = fc.constantFrom('\n', '\r', '\0', '\u007F', '\u0085', '\u2028', '\u202E', '<', '>', 'é', '🪑');
  const good = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 });
  const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
  const letters = fc.string({ unit: fc.oneof(bad, good, any), maxLength: 40, size: 'max' });

  it('is one line of ASCII in subjects and short messages, whatever it is and however long', () => {
    fc.assert(
      fc.property(letters, letters, fc.constantFrom(...Object.values(EVENTS)), (serviceName, serviceId, event) => {
        const about: BookingEvent = JSON.parse(JSON.stringify({ ...event, booking: { ...event.booking, serviceName, serviceId } }));
        expect(subjectOf(about)).toMatch(/^[ -;=?-~]{1,99}$/);
        expect(subjectOf(about)).not.toContain('=?');
        expect(smsOf(about)).toMatch(/^[ -;=?-~]{1,140}$/);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['=?utf-8?B?4oCuZXhlLmZkcA==?=', '= ?utf-8?B?4oCuZXhlLmZkcA== ?='],
    ['==??q?=?', '== ??q?= ?'],
    ['＝？utf-8?q?x?=', '= ?utf-8?q?x?='],
    ['=\u0301?utf-8?q?x?=', '= ?utf-8?q?x?='],
  ])('is no word in a code of its own for a mail to read: %s', (serviceName, said) => {
    expect(subjectOf(named(serviceName))).toBe(`Booking confirmed: ${said}`);
    expect(subjectOf(named('', serviceName))).toBe(`Booking confirmed: ${said}`);
  });

  it('never begins a line of a letter, and nothing in it hides, turns or marks up', () => {
    const lines = emailOf(EVENTS.BookingConfirmed).split('\n').length;
    fc.assert(
      fc.property(letters, letters, (serviceName, userId) => {
        const { booking } = EVENTS.BookingConfirmed;
        const text = emailOf({ ...EVENTS.BookingConfirmed, booking: { ...booking, serviceName, userId } });
        expect(text.split('\n')).toHaveLength(lines);
        expect(text.replaceAll('\n', '')).toMatch(/^[^\p{C}\u2028\u2029<>]*$/u);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['Zoë & Co', 'Zoe & Co'],
    ['Chair\r\nBcc: all@example.org', 'Chair Bcc: all@example.org'],
    ['<b>Chair</b>', 'b Chair /b'],
    ['美容院', 'chair'],
    ['🪑 – …', 'chair'],
    ['', 'chair'],
    ['x'.repeat(200), `${'x'.repeat(57)}...`],
  ])('as a service’s name %j is called %j in a subject', (name, called) => {
    expect(subjectOf(named(name))).toBe(`Booking confirmed: ${called}`);
  });

  it('stays as it is where it can, in letters', () => {
    expect(emailOf(named('美容院 🪑')).split('\n')[0]).toBe('Booking confirmed: 美容院 🪑');
  });

  it('is left as it was in JSON, without the two characters that XML has no place for', () => {
    const event = named('\uFFFE"\\\u0001\uFFFF<é');
    expect(JSON.parse(jsonOf(event))).toEqual(event);
    expect(jsonOf(event)).toMatch(/^[^\p{Cc}\uFFFE\uFFFF]*$/u);
  });
});
