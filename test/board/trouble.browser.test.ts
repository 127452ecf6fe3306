import type { Booking } from 'holdfast';
import { expect, it } from 'vitest';
import { browserForTheFile, isRead } from './browser.ts';
import { ask, boardServer, dayAhead, wireForTheFile } from './server.ts';
import { booking, field, fillNewBooking, goTo, isLive, press } from './steps.ts';

const server = boardServer();
const wire = wireForTheFile(server);
const browser = browserForTheFile();

const listOf = (date: string): Promise<{ items: Booking[] }> =>
  ask(server.url, 'GET', `/bookings?from=${date}T00:00:00Z&to=${date}T23:59:59Z&limit=100`);

it('a board that was cut off says so, comes back by itself, and shows what it missed', async () => {
  const date = dayAhead(2);
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${date}T09:00:00Z` });
  const { page } = await browser.open(wire.url, { zone: 'UTC', refusals: ['failed'] });
  await isLive(page);
  await goTo(page, date);
  await booking(page, 'Massage, 09:00–10:00, confirmed, ada').waitFor();

  wire.cut();
  await page.locator('#connection[data-state="reconnecting"]').waitFor();
  await page.getByRole('status').filter({ hasText: 'Reconnecting.' }).waitFor({ state: 'attached' });
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { dateTime: `${date}T15:00:00Z` });
  await ask(server.url, 'POST', '/bookings', { userId: 'bob', serviceId: 'massage', dateTime: `${date}T11:00:00Z` });
  const mended = Date.now();
  wire.mend();
  await isLive(page);
  await booking(page, 'Massage, 15:00–16:00, confirmed, ada').waitFor();
  await booking(page, 'Massage, 11:00–12:00, confirmed, bob').waitFor();
  expect(await booking(page, /ada|bob/).count()).toBe(2);
  console.log(`${Date.now() - mended} ms after the wire was mended the board showed what it had missed`);
});

it('what was moved to another day meanwhile is not left standing', async () => {
  const [date, other] = [dayAhead(3), dayAhead(4)];
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'cyd', serviceId: 'massage', dateTime: `${date}T09:00:00Z` });
  const { page } = await browser.open(wire.url, { zone: 'UTC', refusals: ['failed'] });
  await isLive(page);
  await goTo(page, date);
  await booking(page, /cyd/).waitFor();
  wire.cut();
  await page.locator('#connection[data-state="reconnecting"]').waitFor();
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { dateTime: `${other}T09:00:00Z` });
  wire.mend();
  await booking(page, /cyd/).waitFor({ state: 'detached' });
});

it('without the network it says so, and how old is what it shows', async () => {
  const { page } = await browser.open(wire.url, { zone: 'UTC', refusals: ['failed'] });
  await isLive(page);
  // It is there to be listened to before anything is said.
  expect(await page.locator('#notice').evaluate((notice) => [notice.getAttribute('role'), getComputedStyle(notice).display, notice.textContent])).toEqual(['status', 'block', '']);
  wire.cut();
  await page.context().setOffline(true);
  await page.locator('#connection[data-state="offline"]').waitFor();
  await page.getByText(/The service cannot be reached\..* What you see is from \d\d:\d\d:\d\d\./).waitFor();
  wire.mend();
  await page.context().setOffline(false);
  await isLive(page);
  await page.locator('#notice').waitFor({ state: 'hidden' });
});

it('when an update was left out it does not say that it is up to date', async () => {
  const date = dayAhead(9);
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'tour', dateTime: `${date}T09:00:00Z` });
  const { page } = await browser.open(server.url, { zone: 'UTC' });
  let [isLost, lost] = [false, 0];
  await page.routeWebSocket('**/live', (near) => {
    const far = near.connectToServer();
    far.onMessage((message) => (isLost ? void (lost += 1) : near.send(message)));
  });
  await page.reload();
  await isLive(page);
  await goTo(page, date);
  isLost = true;
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { units: 2 });
  await expect.poll(() => lost).toBe(1);
  isLost = false;
  // The reading that finds out what is true now takes long.
  await page.route('**/bookings?*', () => undefined);
  const said = await page.locator('#last-updated').textContent();
  await page.waitForTimeout(1_100);
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { units: 3 });
  await booking(page, /ada, 3 units/).waitFor();
  expect(await page.locator('#last-updated').textContent()).toBe(said);
  // Nor by one that follows on it: what was missed before is missing still.
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { units: 4 });
  await booking(page, /ada, 4 units/).waitFor();
  expect(await page.locator('#last-updated').textContent()).toBe(said);
});

it('after an outage it does not say that it is up to date before it has read what it missed', async () => {
  const [today, date] = [dayAhead(0), dayAhead(12)];
  const { page } = await browser.open(wire.url, { zone: 'UTC', at: `${today}T12:00:00Z`, refusals: ['failed'] });
  await isLive(page);
  await goTo(page, date);
  wire.cut();
  await page.locator('#connection[data-state="reconnecting"]').waitFor();
  await page.route('**/bookings?*', () => undefined);
  await page.clock.setFixedTime(new Date(`${today}T12:01:00Z`));
  wire.mend();
  await isLive(page);
  await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'tour', dateTime: `${date}T09:00:00Z` });
  await booking(page, /ada/).waitFor();
  expect(await page.locator('#last-updated').textContent()).toBe('updated 12:00:00');
});

it.each([429, 503])('a board whose list is refused with %i says that it is not up to date, and tries again before the minute is over', async (status) => {
  const { page } = await browser.open(server.url, { zone: 'UTC', refusals: [String(status)] });
  await isLive(page);
  let isRefused = true;
  await page.route('**/bookings?*', (route) =>
    isRefused ? route.fulfill({ status, headers: { 'retry-after': '1' }, json: { code: 'other' } }) : route.continue(),
  );
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByText('Catching up', { exact: true }).waitFor();
  await page.locator('#notice').getByText('It is tried again by itself.').waitFor();
  isRefused = false;
  await isLive(page);
});

it('what is looked at counts as read when it has been read, and not when it is followed', async () => {
  const date = dayAhead(11);
  const { page } = await browser.open(server.url, { zone: 'UTC' });
  const { promise: followed, resolve: isFollowed } = Promise.withResolvers<void>();
  await page.routeWebSocket('**/live', (near) => {
    const far = near.connectToServer();
    far.onMessage((message) => {
      near.send(message);
      if (String(message).includes('service:tour')) isFollowed();
    });
  });
  await page.reload();
  await isLive(page);
  await goTo(page, date);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/bookings?*', (route) => released.then(() => route.continue()));
  await page.getByText('All services').first().click();
  await page.getByRole('checkbox', { name: 'Harbour tour' }).check();
  await followed;
  // What comes after it on the same connection is seen, so it was heard itself.
  await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'tour', dateTime: `${date}T09:00:00Z` });
  await booking(page, /ada/).waitFor();
  expect([await page.locator('#count').textContent(), await page.locator('#view').getAttribute('aria-busy')]).toEqual(['Reading…', 'true']);
  release();
  await page.getByText('1 booking', { exact: true }).waitFor();
});

it('a second booking of one slot is refused in words, beside the time', async () => {
  const date = dayAhead(5);
  await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${date}T10:00:00Z` });
  const { page, accessible } = await browser.open(server.url, { zone: 'UTC', refusals: ['409', '400'] });
  await goTo(page, date);
  await fillNewBooking(page, { Service: 'massage', 'For whom': 'bob', Time: '10:30' });
  await press(page, 'Book');
  await page.getByText('This time is taken: nothing is left.').waitFor();
  expect(await field(page, 'Time').getAttribute('aria-invalid')).toBe('true');
  expect(await field(page, 'Time').evaluate((control) => control === document.activeElement)).toBe(true);
  await accessible();
  // The same service refuses what is malformed; that too stands beside its field.
  await field(page, 'For whom').fill('b o b');
  await press(page, 'Book');
  await page.locator('.field-user').getByText('This has characters or a length that it may not have.').waitFor();
  await field(page, 'For whom').fill('bob');
  await field(page, 'Time').fill('11:00');
  await press(page, 'Book');
  await booking(page, 'Massage, 11:00–12:00, confirmed, bob').waitFor();
  expect((await listOf(date)).items).toHaveLength(2);
});

it('a click that is repeated because no answer came books once', async () => {
  const date = dayAhead(6);
  const { page } = await browser.open(server.url, { zone: 'UTC', refusals: ['failed'] });
  await goTo(page, date);
  const keys: (string | undefined)[] = [];
  await page.route('**/bookings', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    const answer = await route.fetch();
    return keys.length === 1 ? route.abort() : route.fulfill({ response: answer });
  });
  await fillNewBooking(page, { Service: 'massage', 'For whom': 'ada', Time: '10:00' });
  await press(page, 'Book');
  await page.getByText('No answer came. It is not known whether this was done. Try again: it will not be done twice.').waitFor();
  expect(await field(page, 'Time').isDisabled()).toBe(true);
  await press(page, 'Try again');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(keys).toEqual([keys[0], keys[0]]);
  expect((await listOf(date)).items).toHaveLength(1);
});

it('once no answer came it is the same booking that is asked for, also when a later try is turned away', async () => {
  const date = dayAhead(10);
  const { page } = await browser.open(server.url, { zone: 'UTC', refusals: ['failed', '429', '503'] });
  await goTo(page, date);
  const keys: (string | undefined)[] = [];
  await page.route('**/bookings', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length === 2) return route.fulfill({ status: 429, json: { code: 'too_many_requests' } });
    if (keys.length === 3) return route.fulfill({ status: 503, json: { code: 'aborted' } });
    const answer = await route.fetch();
    return keys.length === 1 ? route.abort() : route.fulfill({ response: answer });
  });
  await fillNewBooking(page, { Service: 'tour', 'For whom': 'ada', Time: '10:00' });
  await press(page, 'Book');
  await page.getByText('No answer came.').waitFor();
  for (const said of ['That was too much at once.', 'This time nothing was done.']) {
    await press(page, 'Try again');
    await page.getByText(new RegExp(`${said}.* Whether it was done before is still not known`)).waitFor();
    expect(await field(page, 'Time').isDisabled()).toBe(true);
  }
  await press(page, 'Try again');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(keys).toEqual([keys[0], keys[0], keys[0], keys[0]]);
  expect((await listOf(date)).items).toHaveLength(1);
});

it('who acts on what was changed meanwhile is shown it first', async () => {
  const date = dayAhead(7);
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${date}T10:00:00Z` });
  const { page } = await browser.open(server.url, { zone: 'UTC', refusals: ['412', '404'] });
  // Without updates: then only the answer can tell.
  await page.route('**/live/tickets', (route) => route.fulfill({ status: 404, json: { code: 'route_not_found' } }));
  await page.reload();
  await page.getByText('Every minute', { exact: true }).waitFor();
  await goTo(page, date);
  await booking(page, /ada/).click();
  await press(page, 'Cancel…');
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { dateTime: `${date}T16:00:00Z` });
  await press(page, 'Cancel the booking');
  await page.getByText('It was changed meanwhile. Here it is as it is now: look again.').waitFor();
  await page.getByRole('dialog').getByText('16:00–17:00').waitFor();
  expect(await ask(server.url, 'GET', `/bookings/${bookingId}`)).toMatchObject({ status: 'confirmed' });
  await press(page, 'Cancel the booking');
  await booking(page, 'Massage, 16:00–17:00, cancelled, ada').waitFor();
});

it('a page that was in the background is true again as soon as it is looked at', async () => {
  const date = dayAhead(8);
  const { page } = await browser.open(server.url, { zone: 'UTC', refusals: ['404'] });
  await page.route('**/live/tickets', (route) => route.fulfill({ status: 404, json: { code: 'route_not_found' } }));
  await page.reload();
  await page.getByText('Every minute', { exact: true }).waitFor();
  await goTo(page, date);
  await page.getByText('Nothing is booked on this day.').waitFor();
  await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${date}T10:00:00Z` });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await booking(page, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
});

it('opens on today as it is in the zone that was chosen before', async () => {
  const at = `${dayAhead(0)}T20:00:00Z`;
  const { page } = await browser.open(server.url, { zone: 'UTC', at });
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland');
  await page.reload();
  await isRead(page);
  expect(await page.getByLabel('Go to a date').inputValue()).toBe(dayAhead(1));
});
