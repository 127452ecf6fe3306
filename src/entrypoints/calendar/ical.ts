import type { CalendarEntry } from './entry.js';

export interface Organizer {
  readonly name: string;
  readonly email: string;
}

export interface Calendar {
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly entries: readonly CalendarEntry[];
  readonly organizer?: Organizer | undefined;
  /** Of a feed, which is fetched again and again. */
  readonly feed?: { readonly name: string; readonly refreshSeconds: number } | undefined;
}

const PRODUCT = '//Holdfast//Holdfast//EN';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';

/** Loaded with the first calendar that somebody asks for. */
async function load() {
  try {
    return await import('ical-generator');
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error('calendars need one more package: npm install ical-generator', { cause: error });
  }
}

/** As iCalendar (RFC 5545). The same calendar is the same bytes, whenever it is written. */
export async function writeCalendar({ method, entries, organizer, feed }: Calendar): Promise<string> {
  const { default: createCalendar, escape, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } = await load();
  const calendar = createCalendar({ prodId: PRODUCT, method: ICalCalendarMethod[method] });
  // A name is written as it stands.
  if (feed) calendar.name(escape(feed.name, false)).ttl(feed.refreshSeconds);
  for (const { uid, sequence, createdAt, updatedAt, start, end, summary, description, status } of entries) {
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: updatedAt,
      created: createdAt,
      lastModified: updatedAt,
      start,
      end,
      summary,
      description: description ?? null,
      status: ICalEventStatus[status],
      // For programs that look at nothing else: what is off takes no time.
      transparency: status === 'CANCELLED' ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      organizer: organizer ?? null,
    });
  }
  return `${calendar.toString()}\r\n`;
}
