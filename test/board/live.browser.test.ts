import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import { bookingOf } from './bookings.ts';
import { browserForTheFile, isRead } from './browser.ts';
import { ask, boardServer, dayAhead } from './server.ts';
import { booking, field, fillNewBooking, goTo, isLive, press } from './steps.ts';

const server = boardServer();
const browser = browserForTheFile();

async function boardOf(date: string): Promise<Page> {
  const { page } = await browser.open(server.url, { zone: 'UTC' });
  await isLive(page);
  await goTo(page, date);
  return page;
}
const twoBoards = async (date: string) => [await boardOf(date), await boardOf(date)] as const;

it('what is booked on one board is seen on the other within a second', async () => {
  const [here, there] = await twoBoards(dayAhead(2));
  await there.evaluate(() => {
    const look = () => {
      if (document.querySelector('#view .booking')) window.seenAt ??= Date.now();
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  await fillNewBooking(here, { Service: 'massage', 'For whom': 'ada', Time: '10:00' });
  const asked = await here.evaluate(() => {
    document.querySelector<HTMLButtonElement>('dialog button[type="submit"]')?.click();
    return Date.now();
  });
  await booking(there, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
  const took = (await there.evaluate(() => window.seenAt ?? Number.NaN)) - asked;
  console.log(`a booking was seen on another board ${took} ms after the click`);
  expect(took).toBeLessThan(1_000);
  await booking(here, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
  await there.getByRole('status').filter({ hasText: 'Massage, 10:00 to 11:00, confirmed, ada' }).waitFor({ state: 'attached' });
});

it('what is rescheduled moves, and what is cancelled is shown as cancelled, on both', async () => {
  const date = dayAhead(3);
  await ask(server.url, 'POST', '/bookings', { userId: 'bob', serviceId: 'massage', dateTime: `${date}T12:00:00Z` });
  const [here, there] = await twoBoards(date);
  await booking(here, /12:00–13:00, confirmed, bob/).click();
  await press(here, 'Reschedule…');
  await field(here, 'Time').fill('14:30');
  await press(here, 'Reschedule');
  for (const page of [here, there]) {
    await booking(page, 'Massage, 14:30–15:30, confirmed, bob').waitFor();
    expect(await booking(page, /bob/).count()).toBe(1);
  }
  await booking(there, /bob/).click();
  await press(there, 'Cancel…');
  await field(there, 'Reason').fill('Caught a cold');
  await press(there, 'Cancel the booking');
  for (const page of [here, there]) await booking(page, 'Massage, 14:30–15:30, cancelled, bob').waitFor();
  await booking(here, /bob/).click();
  await here.getByRole('dialog').getByText('Caught a cold').waitFor();
  expect(await here.getByRole('dialog').getByRole('button').allTextContents()).toEqual(['']);
});

it('what is moved to another day goes, and what is moved to this one comes', async () => {
  const [date, other] = [dayAhead(4), dayAhead(5)];
  const made = await ask(server.url, 'POST', '/bookings', { userId: 'cyd', serviceId: 'massage', dateTime: `${date}T09:00:00Z` });
  const [here, there] = await twoBoards(date);
  await goTo(there, other);
  await booking(here, /cyd/).waitFor();
  await ask(server.url, 'PATCH', `/bookings/${made.bookingId}`, { dateTime: `${other}T09:00:00Z` });
  await booking(there, /cyd/).waitFor();
  await booking(here, /cyd/).waitFor({ state: 'detached' });
  await here.getByText('Nothing is booked on this day.').waitFor();
});

it('a dialog follows the booking it shows, and acts on what was seen', async () => {
  const date = dayAhead(6);
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'dee', serviceId: 'massage', dateTime: `${date}T09:00:00Z`, hold: true });
  const here = await boardOf(date);
  await booking(here, 'Massage, 09:00–10:00, held, dee').click();
  await ask(server.url, 'POST', `/bookings/${bookingId}/confirm`, {});
  await here.getByText('This booking has just changed.').waitFor();
  expect(await here.getByRole('dialog').getByRole('button').allTextContents()).toEqual(['', 'Reschedule…', 'Notes…', 'Cancel…']);
  await press(here, 'Notes…');
  await field(here, 'Notes').fill('By the window');
  await press(here, 'Save');
  await here.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await ask(server.url, 'GET', `/bookings/${bookingId}`)).toMatchObject({ notes: 'By the window', version: 3 });
});

it('a filter shows its services alone, and follows no others', async () => {
  const date = dayAhead(7);
  const at = { dateTime: `${date}T09:00:00Z` };
  await ask(server.url, 'POST', '/bookings', { userId: 'eve', serviceId: 'massage', ...at });
  const here = await boardOf(date);
  await here.getByText('All services').first().click();
  await here.getByRole('checkbox', { name: 'Harbour tour' }).check();
  await booking(here, /eve/).waitFor({ state: 'detached' });
  await isRead(here);
  await ask(server.url, 'POST', '/bookings', { userId: 'flo', serviceId: 'tour', ...at });
  await booking(here, /Harbour tour, .* flo/).waitFor();
  expect(await here.locator('tbody th').allTextContents()).toEqual([expect.stringContaining('Harbour tour')]);
});

it('of very many services that are chosen it hears as well', async () => {
  const date = dayAhead(8);
  const book = (index: number, userId: string) => ask(server.url, 'POST', '/bookings', { userId, serviceId: `room-${index}`, dateTime: `${date}T09:00:00Z` });
  for (let index = 0; index < 60; index += 1) await book(index, 'first');
  const here = await boardOf(date);
  await here.locator('#services-list').getByText('room-59').waitFor({ state: 'attached' });
  // As somebody does who ticks one after another: between two of them the service has answered.
  await here.evaluate(async () => {
    for (const box of document.querySelectorAll<HTMLInputElement>('#services-list input')) {
      box.click();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  });
  await isRead(here);
  await isLive(here);
  await ask(server.url, 'POST', '/bookings', { userId: 'second', serviceId: 'room-9', dateTime: `${date}T11:00:00Z` });
  await booking(here, /second/).waitFor();
});

it('of thousands that it has heard of, a board that nobody touches keeps what it shows', async () => {
  const [today, date, next, later] = [dayAhead(0), dayAhead(9), dayAhead(10), dayAhead(11)];
  const { page } = await browser.open(server.url, { zone: 'UTC', at: `${today}T12:00:00Z` });
  const { promise: connected, resolve: isConnected } = Promise.withResolvers<WebSocketRoute>();
  await page.routeWebSocket('**/live', (near) => {
    near.connectToServer();
    isConnected(near);
  });
  await page.reload();
  await isLive(page);
  await goTo(page, date);
  const near = await connected;
  const tell = (id: string, day: string) => near.send(JSON.stringify({ action: 'bookingUpdate', data: bookingOf({ id, dateTime: `${day}T10:00:00.000Z` }) }));
  tell('heard-of', next);
  for (let index = 0; index < 5_000; index += 1) tell(`b-${index}`, later);
  await ask(server.url, 'POST', '/bookings', { userId: 'gil', serviceId: 'tour', dateTime: `${date}T09:00:00Z` });
  await booking(page, /gil/).waitFor({ timeout: 45_000 });
  await page.clock.setFixedTime(new Date(`${today}T12:01:00Z`));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByText('updated 12:01:00').waitFor();

  // What it knew of a day it would ask for when the list of that day has it not.
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await goTo(page, next);
  expect(asked).toContain('/bookings');
  expect(asked).not.toContain('/bookings/heard-of');
});
