import ICAL from 'ical.js';
import { expect } from 'vitest';

/** An entry as a parser that did not write it finds it; instants in epoch milliseconds. */
export interface ReadEntry {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly stamp: number;
  readonly created: number;
  readonly modified: number;
  readonly busy: boolean;
  readonly organizer: string | undefined;
  /** Every property that it has. */
  readonly properties: readonly string[];
}
export interface ReadCalendar {
  readonly method: string;
  readonly name: string | undefined;
  readonly properties: readonly string[];
  readonly entries: readonly ReadEntry[];
}

const text = (component: ICAL.Component, name: string): string | undefined => {
  const value = component.getFirstPropertyValue(name);
  return value === null ? undefined : String(value);
};

function instant(component: ICAL.Component, name: string): number {
  const value = component.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.Time)) throw new TypeError(`${name} is no time`);
  expect(value.zone, `${name} is in UTC`).toBe(ICAL.Timezone.utcTimezone);
  return value.toJSDate().getTime();
}

const propertiesOf = (component: ICAL.Component): string[] => component.getAllProperties().map(({ name }) => name);

const toEntry = (event: ICAL.Component): ReadEntry => ({
  uid: String(text(event, 'uid')),
  sequence: Number(text(event, 'sequence')),
  status: String(text(event, 'status')),
  summary: String(text(event, 'summary')),
  description: text(event, 'description'),
  start: instant(event, 'dtstart'),
  end: instant(event, 'dtend'),
  stamp: instant(event, 'dtstamp'),
  created: instant(event, 'created'),
  modified: instant(event, 'last-modified'),
  busy: text(event, 'transp') !== 'TRANSPARENT',
  organizer: text(event, 'organizer'),
  properties: propertiesOf(event),
});

/** What RFC 5545 asks of the bytes, whoever is lenient about them. */
function expectWellFormed(calendar: string): void {
  expect(calendar.endsWith('\r\n')).toBe(true);
  const linesOf = (written: string): readonly string[] => written.slice(0, -2).split('\r\n');
  const isFit = (line: string): boolean => Buffer.byteLength(line) <= 75 && /^(\t|\P{Cc})+$/u.test(line) && line.isWellFormed();
  expect(linesOf(calendar).filter((line) => !isFit(line))).toEqual([]);
  const isProperty = (line: string): boolean => /^[A-Z-]+(;[A-Z-]+=[^:]*)?:/.test(line);
  expect(linesOf(calendar.replaceAll('\r\n ', '')).filter((line) => !isProperty(line))).toEqual([]);
}

/** A calendar as `ical.js` reads it. */
export function readCalendar(calendar: string): ReadCalendar {
  expectWellFormed(calendar);
  const root = new ICAL.Component(ICAL.parse(calendar));
  expect(root.name).toBe('vcalendar');
  const parts = root.getAllSubcomponents();
  expect(parts.every(({ name }) => name === 'vevent')).toBe(true);
  return {
    method: String(text(root, 'method')),
    // RFC 7986 is younger than this parser's list of texts.
    name: text(root, 'name')?.replaceAll(/\\([\\;,])/g, '$1'),
    properties: propertiesOf(root),
    entries: parts.map(toEntry),
  };
}

export function onlyEntry(calendar: string): ReadEntry {
  const { entries } = readCalendar(calendar);
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  if (!entry) throw new Error('a calendar without an entry');
  return entry;
}
