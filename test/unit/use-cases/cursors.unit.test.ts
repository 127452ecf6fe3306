import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/index.js';
import { fromCursor, toCursor } from '../../../src/domain/use-cases/call/cursor.js';
import { booked, office } from './office.js';

const query = { userId: 'ada', order: 'asc' };
const ANY = /^.*$/s;
const PLACES = ['0', '7', '1796119200000 b~~~~~~', '~', ' ~', '  ~', '?', ' ?', '  ?', '>>>', 'b-1._~'];

describe('a cursor', () => {
  it.each(PLACES)('made of %j can stand in an address as it is, and comes back', (place) => {
    const cursor = toCursor(query, place, sha256);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(fromCursor(query, cursor, sha256, ANY)._unsafeUnwrap()).toBe(place);
  });

  it('that was given out stays good: what it is made of does not change', () => {
    expect(toCursor(query, '1796119200000 b-1', sha256)).toBe('N2Y5ZDA4MWQzNzY4MmQ0ODE3OTYxMTkyMDAwMDAgYi0x');
  });

  it.each(['!', '!!', ' ', '  ', '\n', '=', '==', '%', 'é'])('with %j anywhere is refused', (sign) => {
    const cursor = toCursor(query, '1796119200000 b-1', sha256);
    for (const spoilt of [`${sign}${cursor}`, `${cursor}${sign}`, `${cursor.slice(0, 9)}${sign}${cursor.slice(9)}`]) {
      expect(fromCursor(query, spoilt, sha256, ANY)._unsafeUnwrapErr()).toEqual({
        kind: 'invalid_request',
        issues: [{ path: 'cursor', rule: 'cursor' }],
      });
    }
  });

  // Whoever knows how a sum is made makes one for any place: a store is never asked for what is behind these.
  const REFUSED = { kind: 'invalid_request', issues: [{ path: 'cursor', rule: 'cursor' }] };

  it.each(['', ' ', 'NaN b-1', '0.5 b-1', '1e9 b-1', '1', '1 ', `1 ${'b'.repeat(129)}`, '1 \u00ff', '999999999999999 b-1', '1 b-1 '])(
    'made up for the place %j is none of a list',
    async (place) => {
      const cursor = toCursor(query, place, sha256);
      expect((await office().bookings.list({ userId: 'ada', cursor }))._unsafeUnwrapErr()).toEqual(REFUSED);
    },
  );

  it.each(['0 b-1', '-62167219200000 b-1', '99999999999999 b-1', '100000000000000 b-1', `253402300799999 ${'b'.repeat(128)}`])(
    'for the place %j is one of a list: it starts within the years that there are',
    async (place) => {
      const cursor = toCursor(query, place, sha256);
      expect((await office().bookings.list({ userId: 'ada', cursor }))._unsafeUnwrap()).toEqual({ items: [] });
    },
  );

  it.each(['', '-1', '0.5', 'NaN', '1e21', '99999999990', ' 1'])('made up for the version %j is none of a history', async (place) => {
    const at = office();
    const bookingId = await booked(at);
    const cursor = toCursor({ bookingId }, place, sha256);
    expect((await at.bookings.history({ bookingId, cursor }))._unsafeUnwrapErr()).toEqual(REFUSED);
  });

  it.each(['9', '10', '999999999'])('beyond the end of a history (%s) is an empty page, and the last', async (place) => {
    const at = office();
    const bookingId = await booked(at);
    const cursor = toCursor({ bookingId }, place, sha256);
    expect((await at.bookings.history({ bookingId, cursor }))._unsafeUnwrap()).toEqual({ items: [] });
  });
});
