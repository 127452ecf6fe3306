import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/index.js';
import type { ResultAsync } from '../../../src/domain/result.js';
import { canonical, fingerprintOf, isFingerprintOf } from '../../../src/domain/idempotency/fingerprint.js';
import { LATER } from '../use-cases/commands.js';
import { booked, chair, DESK, KEY, type Office, office, SLOT } from '../use-cases/office.js';

// Records live on through an update of the program: with another form under the same version, or another way to put a
// command, every key that is repeated after it would be refused as reused. What is pinned here changes only together
// with a new version of the form, and stays here with the old one.

const command = {
  serviceId: 'chair',
  userId: 'ada',
  dateTime: 1_796_119_200_000,
  durationMinutes: undefined,
  hold: true,
  metadata: { zwei: '2', Eins: '1', '"': 'e\u0301', '': '\ud83d\ude00' },
  notes: null,
};

describe('version v1 of the canonical form', () => {
  it('is what it always was', () => {
    expect(canonical({ command, ifMatch: 3 })).toBe(
      '{"command":{"dateTime":1796119200000,"hold":true,' +
        '"metadata":{"":"\u{1f600}","\\"":"e\u0301","Eins":"1","zwei":"2"},' +
        '"notes":null,"serviceId":"chair","userId":"ada"},"ifMatch":3}',
    );
  });
  it('has the fingerprints that it always had', () => {
    const fingerprint = 'v1:5537675911ca7960e07a184bb8ea09d0b7219a8c5ac089cfd68688d77b26a500';
    expect(fingerprintOf({ command, ifMatch: 3 }, sha256)).toBe(fingerprint);
    expect(isFingerprintOf(fingerprint, { ifMatch: 3, command }, sha256)).toBe(true);
  });
});

interface Sent {
  readonly send: (at: Office, bookingId: string) => ResultAsync<unknown, unknown>;
  /** What the fingerprint is taken of. */
  readonly words: (bookingId: string) => string;
}

describe('the record of a command', () => {
  const STARTS = Date.parse(SLOT);
  const ELSEWHERE = '2026-12-01T11:00:00+01:00';
  const sent: Readonly<Record<string, Sent>> = {
    create: {
      send: ({ bookings }) => bookings.create({ ...chair(), units: 1, metadata: { b: '2', a: '1' } }, KEY),
      words: () =>
        `{"command":{"dateTime":${STARTS},"metadata":{"a":"1","b":"2"},"serviceId":"chair","units":1,"userId":"ada"}}`,
    },
    confirm: {
      send: ({ bookings }, bookingId) => bookings.confirm({ bookingId, paymentReference: 'p' }, KEY),
      words: (bookingId) => `{"command":{"bookingId":"${bookingId}","paymentReference":"p"}}`,
    },
    reschedule: {
      send: ({ bookings }, bookingId) =>
        bookings.reschedule({ bookingId, dateTime: ELSEWHERE, durationMinutes: 30 }, { ...KEY, ifMatch: 1 }),
      words: (bookingId) =>
        `{"command":{"bookingId":"${bookingId}","dateTime":${STARTS},"durationMinutes":30},"ifMatch":1}`,
    },
    update: {
      send: ({ bookings }, bookingId) => bookings.update({ bookingId, notes: null, metadata: { a: null } }, KEY),
      words: (bookingId) => `{"command":{"bookingId":"${bookingId}","metadata":{"a":null},"notes":null}}`,
    },
    cancel: {
      send: ({ bookings }, bookingId) => bookings.cancel({ bookingId, reason: 'ill' }, KEY),
      words: (bookingId) => `{"command":{"bookingId":"${bookingId}","reason":"ill"}}`,
    },
    complete: {
      send: ({ bookings }, bookingId) => bookings.complete({ bookingId }, KEY),
      words: (bookingId) => `{"command":{"bookingId":"${bookingId}"}}`,
    },
    no_show: {
      send: ({ bookings }, bookingId) => bookings.markNoShow({ bookingId }, { ...KEY, ifMatch: 0 }),
      words: (bookingId) => `{"command":{"bookingId":"${bookingId}"},"ifMatch":0}`,
    },
  };

  it.each(Object.entries(sent))('%s keeps the words that it was always put in', async (operation, { send, words }) => {
    const at = office();
    const bookingId = await booked(at, { dateTime: LATER });
    // Some are refused: that is remembered as well.
    await send(at, bookingId).match(String, String);
    const loaded = await at.inner.repository.load({ record: `${DESK.subject}#${operation}#order-17`, days: [] });
    expect(loaded._unsafeUnwrap().record?.fingerprint).toBe(`v1:${sha256(words(bookingId))}`);
  });
});
