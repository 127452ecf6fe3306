import type { Bookings } from '../../../ports/index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SERVICE = { serviceId: 'massage', serviceName: 'Massage' };
const READER = { subject: 'server', roles: ['staff'] } as const;

const tomorrowAtTen = (now: number): number => Math.floor(now / DAY) * DAY + DAY + 10 * HOUR;

/** The first hour from tomorrow at ten that nobody has, so that the line works again after a restart. */
async function freeStart(bookings: Bookings, now: number): Promise<string> {
  const first = tomorrowAtTen(now);
  const from = new Date(first).toISOString();
  const to = new Date(first + 30 * DAY).toISOString();
  const free = await bookings.availability({ serviceId: SERVICE.serviceId, from, to }, { actor: READER });
  const fits = free.isOk()
    ? free.value.intervals.find(({ start, end }) => Date.parse(end) - Date.parse(start) >= HOUR)
    : undefined;
  return fits?.start ?? from;
}

/** A line to paste into a shell: it books, and pasted again it is refused. */
export async function exampleLine(bookings: Bookings, url: string, open: boolean, now: number): Promise<string> {
  const body = JSON.stringify({ userId: 'ada', ...SERVICE, dateTime: await freeStart(bookings, now) });
  const token = open ? '' : ' -H "Authorization: Bearer $TOKEN"';
  return `curl -i ${url}/bookings -H 'Content-Type: application/json'${token} -d '${body}'`;
}
