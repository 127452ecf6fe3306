import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desk, sam } from './desk.js';
import { onlyEntry, readCalendar } from './read-calendar.js';

const described = async (notes: string): Promise<string | undefined> => {
  const { book, calendarOf } = desk();
  return onlyEntry(await calendarOf(await book({ notes }))).description;
};

describe('notes come through a parser as they were', () => {
  it.each([
    ['what means something there', 'a;b,c:d\\e\\n"f" ;VALUE=x'],
    ['several lines', 'one\ntwo\n\nfour'],
    ['another script', 'přijďte včas · 明日の予約 · שלום'],
    ['emoji, joined ones too', '🎉 👩‍👩‍👧‍👦 🇨🇿'.repeat(9)],
    ['as much as there may be, in four bytes each', '𝄞'.repeat(500)],
    ['as much as there may be, in one byte each', 'x'.repeat(500)],
    ['a tab', 'a\tb'],
    ['a text that looks like an entry', 'END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR'],
  ])('%s', async (_, notes) => expect(await described(notes)).toBe(notes));

  it.each([
    ['CR LF', 'a\r\nSTATUS:CANCELLED\r\nb', 'a\nSTATUS:CANCELLED\nb'],
    ['a lone CR', 'a\rEND:VEVENT', 'a\nEND:VEVENT'],
    ['ends of lines of other worlds', 'a\u2028b\u2029c\u0085d\ve\ff', 'a\nb\nc\nd\ne\nf'],
    ['control characters, which are left out', 'a\0b\u0007c\u001bd\u007fe\u009bf', 'abcdef'],
    ['nothing but those', '\0\u0001', undefined],
    ['nothing', '', undefined],
  ])('but for how lines end: %s', async (_, notes, read) => expect(await described(notes)).toBe(read));

  it('whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 40 }), async (a, b) => {
        const { book, calendarOf } = desk();
        const entry = onlyEntry(await calendarOf(await book({ notes: `${a}\r\n${b}` })));
        expect(entry.status).toBe('CONFIRMED');
        expect(entry.properties.filter((name) => name !== 'description')).toHaveLength(10);
      }),
      { numRuns: 60 },
    );
  });
});

describe('names', () => {
  it.each([
    ['with lines', 'Chair\r\nSTATUS:CANCELLED', 'Chair STATUS:CANCELLED'],
    ['with what means something', 'Chair; with, a: \\ view', 'Chair; with, a: \\ view'],
    ['long', '🪑'.repeat(200), '🪑'.repeat(200)],
    ['of nothing to be seen', ' \0\n', 'sofa'],
  ])('of a service %s', async (_, serviceName, summary) => {
    const { book, calendarOf } = desk();
    expect(onlyEntry(await calendarOf(await book({ serviceId: 'sofa', serviceName }))).summary).toBe(summary);
  });

  it('of a service’s feed', async () => {
    const { bookings, feedOf } = desk();
    const hostile = 'Sofa, soft; \\ red\r\nX-EVIL:1\nEND:VCALENDAR';
    (await bookings.putService({ serviceId: 'sofa', name: hostile }, { actor: sam }))._unsafeUnwrap();
    const text = await feedOf({ serviceId: 'sofa' });
    const calendar = readCalendar(text);
    expect(text).toContain('\r\nX-WR-CALNAME:Sofa\\, soft\\; \\\\ red X-EVIL:1 END:VCALENDAR\r\n');
    expect(calendar.name).toBe('Sofa, soft; \\ red X-EVIL:1 END:VCALENDAR');
    expect(calendar.properties).toEqual(['version', 'prodid', 'method', 'name', 'x-wr-calname', 'refresh-interval', 'x-published-ttl']);
  });

  it('of a user, in a service’s feed', async () => {
    const { book, feedOf } = desk();
    const userId = `a,b;c\\n:"d"`;
    await book({ userId });
    expect(onlyEntry(await feedOf({ serviceId: 'chair' })).description).toBe(`User: ${userId}`);
    expect(readCalendar(await feedOf({ userId })).name).toBe(`Bookings of ${userId}`);
  });

  it('of who sends it', async () => {
    const { book, calendarOf } = desk({ organizer: { name: 'A\r\nX-EVIL:1 "B"', email: 'desk@example.com' } });
    const { organizer, properties } = onlyEntry(await calendarOf(await book()));
    expect(organizer).toBe('mailto:desk@example.com');
    expect(properties).not.toContain('x-evil');
  });
});
