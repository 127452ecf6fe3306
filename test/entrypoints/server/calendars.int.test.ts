import { expect, it } from 'vitest';
import { ASKS_FOR_TOKENS, tokenFor } from '../../attacks/tokens.js';
import { onlyEntry, readCalendar } from '../calendar/read-calendar.js';
import { addressOf, serversInAFolder } from './server-process.js';

const { start } = serversInAFolder(ASKS_FOR_TOKENS);

const tomorrow = new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + 36_000_000).toISOString();
const header = async (subject: string) => ({
  Authorization: `Bearer ${await tokenFor(subject)}`,
  'Content-Type': 'application/json',
});

const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) });

async function asAda(url: string, path: string, sending: { readonly method?: string; readonly body?: string } = {}) {
  const answer = await fetch(`${url}${path}`, { ...sending, headers: await header('ada') });
  return { status: answer.status, text: await answer.text() };
}

it.each(['sqlite:books.db', 'memory:'])('shares, serves and revokes feeds, and its log never holds their keys: %s', async (store) => {
  const server = start({ HOLDFAST_STORE: store });
  const url = await addressOf(server);
  const booked = await asAda(url, '/bookings', post({ userId: 'ada', serviceId: 'chair', dateTime: tomorrow }));
  const { bookingId } = JSON.parse(booked.text);
  expect(onlyEntry((await asAda(url, `/bookings/${bookingId}.ics`)).text).uid).toBe(`${bookingId}@holdfast.internal`);

  const shared = await asAda(url, '/calendars', post({ userId: 'ada' }));
  const { token, url: feed } = JSON.parse(shared.text);
  expect([shared.status, feed]).toEqual([201, `/calendars/${token}.ics`]);
  const read = await fetch(`${url}${feed}`);
  expect(readCalendar(await read.text()).entries.map(({ uid }) => uid)).toEqual([`${bookingId}@holdfast.internal`]);
  const again = await fetch(`${url}${feed}`, { headers: { 'If-None-Match': String(read.headers.get('etag')) } });
  expect(again.status).toBe(304);

  for (const odd of [`${feed}/x`, `${feed}%zz`, feed.toUpperCase(), feed.replace('.ics', '')]) await fetch(`${url}${odd}`);
  expect((await asAda(url, `/calendars/${token}`, { method: 'DELETE' })).status).toBe(204);
  expect((await fetch(`${url}${feed}`)).status).toBe(404);

  server.child.kill();
  expect(await server.ended).toBe(0);
  expect(server.out()).toContain('"operationId":"sharedCalendar"');
  expect(`${server.out()}${server.err()}`.toLowerCase()).not.toContain(String(token).toLowerCase());
});

it('a feed outlives the server, and is known to another one on the same file', async () => {
  const [first, second] = [start(), start()];
  const [one, two] = [await addressOf(first), await addressOf(second)];
  const { url: feed, token } = JSON.parse((await asAda(one, '/calendars', post({ userId: 'ada' }))).text);
  expect((await fetch(`${two}${feed}`)).status).toBe(200);
  first.child.kill('SIGKILL');
  await first.ended;
  const third = await addressOf(start());
  expect((await fetch(`${third}${feed}`)).status).toBe(200);
  expect((await asAda(third, `/calendars/${token}`, { method: 'DELETE' })).status).toBe(204);
  expect((await fetch(`${two}${feed}`)).status).toBe(404);
});
