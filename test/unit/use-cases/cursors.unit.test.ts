import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/index.js';
import { fromCursor, toCursor } from '../../../src/domain/use-cases/call/cursor.js';
import { booked, office } from './office.js';

const query = { userId: 'ada', order: 'asc' };
const PLACES = ['0', '7', '1796119200000 b~~~~~~', '~', ' ~', '  ~', '?', ' ?', '  ?', '>>>', 'b-1._~'];

describe('a cursor', () => {
  it.each(PLACES)('made of %j can stand in an address as it is, and comes back', (place) => {
    const cursor = toCursor(query, place, sha256);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(fromCursor(query, cursor, sha256)._unsafeUnwrap()).toBe(place);
  });

  it('that was given out stays good: what it is made of does not change', () => {
    expect(toCursor(query, '1796119200000 b-1', sha256)).toBe('N2Y5ZDA4MWQzNzY4MmQ0ODE3OTYxMTkyMDAwMDAgYi0x');
  });

  it.each(['!', '!!', ' ', '  ', '\n', '=', '==', '%', 'é'])('with %j anywhere is refused', (sign) => {
    const cursor = toCursor(query, '1796119200000 b-1', sha256);
    for (const spoilt of [`${sign}${cursor}`, `${cursor}${sign}`, `${cursor.slice(0, 9)}${sign}${cursor.slice(9)}`]) {
      expect(fromCursor(query, spoilt, sha256)._unsafeUnwrapErr()).toEqual({
        kind: 'invalid_request',
        issues: [{ path: 'cursor', rule: 'cursor' }],
      });
    }
  });

  it('beyond the end of a history is an empty page, and the last', async () => {
    const at = office();
    const bookingId = await booked(at);
    const cursor = toCursor({ bookingId }, '9', sha256);
    expect((await at.bookings.history({ bookingId, cursor }))._unsafeUnwrap()).toEqual({ items: [] });
  });
});
