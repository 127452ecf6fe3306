import { expect, it } from 'vitest';
import { ISSUED, tokenOf } from '../entrypoints/tokens.ts';
import { browserForTheFile, isRead } from './browser.ts';
import { ask, boardServer, dayAhead } from './server.ts';
import { booking, field, fillNewBooking, goTo, isLive, press } from './steps.ts';

const server = boardServer({ HOLDFAST_JWT_SECRET: ISSUED.secret, HOLDFAST_JWT_ISSUER: ISSUED.issuer, HOLDFAST_JWT_AUDIENCE: ISSUED.audience });
const browser = browserForTheFile();

it('asks who is calling, keeps the token in the tab, and shows users their own bookings as they change', async () => {
  const date = dayAhead(2);
  const [ada, sam] = [await tokenOf('ada'), await tokenOf('sam', { roles: ['staff'] })];
  const at = (userId: string, time: string) => ask(server.url, 'POST', '/bookings', { userId, serviceId: 'tour', dateTime: `${date}T${time}:00Z` }, sam);
  await at('bob', '09:00');
  await at('ada', '10:00');
  const { page, accessible } = await browser.open(server.url, { zone: 'UTC', refusals: ['401', '403'] });
  await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
  await accessible();
  await field(page, 'Token').fill(await tokenOf('ada', {}, 'another secret of more than thirty-two bytes'));
  await press(page, 'Sign in');
  await page.getByText('The service does not take this token.').waitFor();
  await field(page, 'Token').fill(ada);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await isLive(page);
  await goTo(page, date);
  await booking(page, /ada/).waitFor();
  expect(await booking(page, /bob/).count()).toBe(0);

  await at('ada', '13:00');
  await booking(page, 'Harbour tour, 13:00–14:30, confirmed, ada').waitFor();
  await fillNewBooking(page, { Service: 'tour', 'For whom': 'bob' });
  await press(page, 'Book');
  await page.getByText('Only staff may book for somebody else.').waitFor();
  await field(page, 'For whom').fill('ada');
  await field(page, 'Time').fill('15:00');
  await press(page, 'Book');
  await booking(page, 'Harbour tour, 15:00–16:30, confirmed, ada').waitFor();

  expect(page.url()).not.toContain(ada.slice(0, 20));
  await page.reload();
  await isLive(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('#connection[data-state="sign-in"]').waitFor();
  await booking(page, /ada/).first().waitFor({ state: 'detached' });
  expect(await page.evaluate(() => [sessionStorage.length, JSON.stringify(localStorage).includes('ey')])).toEqual([0, false]);
});

it('asks again when a token is not taken any more, and staff then see everybody', async () => {
  const { page } = await browser.open(server.url, { zone: 'UTC', token: 'over', refusals: ['401'] });
  await page.getByText('Your sign-in has ended: the token is not taken any more.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Sign in to see the bookings.').waitFor();
  await page.locator('#sign-in').click();
  await field(page, 'Token').fill(`Bearer ${await tokenOf('sam', { roles: ['staff'] })}`);
  await press(page, 'Sign in');
  // The button that asked for it is there no longer.
  await page.locator('#bookings:focus').waitFor();
  await isLive(page);
  await goTo(page, dayAhead(2));
  await booking(page, /bob/).waitFor();
  await isRead(page);
});

it('shows whoever signs in after a token has ended nothing of whom it was for', async () => {
  const date = dayAhead(5);
  const [ada, sam] = [await tokenOf('ada'), await tokenOf('sam', { roles: ['staff'] })];
  await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'attic', dateTime: `${date}T09:00:00Z` }, sam);
  const { page } = await browser.open(server.url, { zone: 'UTC', token: ada, refusals: ['401', '403'] });
  await isLive(page);
  await goTo(page, date);
  await page.locator('#services-list').getByText('attic').waitFor({ state: 'attached' });
  await booking(page, /ada/).click();
  await page.route('**/bookings?*', (route) => route.fulfill({ status: 401, json: { code: 'unauthenticated' } }), { times: 1 });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByText('Your sign-in has ended: the token is not taken any more.').waitFor();
  await field(page, 'Token').fill(await tokenOf('zoe'));
  await press(page, 'Sign in');
  await page.getByText('Nothing is booked on this day.').waitFor();
  expect([await page.getByRole('dialog').count(), await booking(page, /ada/).count()]).toEqual([0, 0]);
  await page.locator('#services-list').getByText('Massage').waitFor({ state: 'attached' });
  expect(await page.locator('#services-list').getByText('attic').count()).toBe(0);
});

it('keeps what somebody has written for them when they sign in again', async () => {
  const ada = await tokenOf('ada');
  const { page } = await browser.open(server.url, { zone: 'UTC', token: ada, refusals: ['401', '403'] });
  await isLive(page);
  await goTo(page, dayAhead(6));
  await fillNewBooking(page, { Service: 'tour', 'For whom': 'ada', Time: '10:00' });
  await page.route('**/bookings', (route) => route.fulfill({ status: 401, json: { code: 'unauthenticated' } }), { times: 1 });
  await press(page, 'Book');
  await field(page, 'Token').fill(ada);
  await press(page, 'Sign in');
  await page.getByRole('dialog', { name: 'Sign in' }).waitFor({ state: 'detached' });
  await press(page, 'Book');
  await booking(page, 'Harbour tour, 10:00–11:30, confirmed, ada').waitFor();
});

it('a sign-in that could not be checked asks for nothing in another’s name', async () => {
  const [ada, zoe] = [await tokenOf('ada'), await tokenOf('zoe')];
  const { page } = await browser.open(server.url, { zone: 'UTC', token: ada, refusals: ['401', '403', '503', 'failed'] });
  await isLive(page);
  await goTo(page, dayAhead(7));
  await fillNewBooking(page, { Service: 'tour', 'For whom': 'ada', Time: '10:00' });
  const sent: string[] = [];
  let answers = 0;
  await page.route('**/bookings', async (route) => {
    const headers = await route.request().allHeaders();
    sent.push(`${headers['authorization'] === `Bearer ${ada}` ? 'ada' : 'another'} ${headers['idempotency-key']}`);
    answers += 1;
    if (answers === 1) await route.abort();
    else await route.fulfill({ status: 401, json: { code: 'unauthenticated' } });
  });
  await page.route('**/services', (route) => route.fulfill({ status: 503, json: { code: 'store_unavailable' } }));
  await press(page, 'Book');
  await press(page, 'Try again');
  await field(page, 'Token').fill(zoe);
  await press(page, 'Sign in');
  await page.getByText('The service cannot tell at the moment. Try again.').waitFor();
  await page.keyboard.press('Escape');
  await press(page, 'Try again');
  await expect.poll(() => sent.length).toBe(3);
  expect(new Set(sent).size).toBe(1);
  expect(sent[0]).toMatch(/^ada ./);
});

it('shows whoever signs in nothing of what was asked for by somebody else, however late it is done', async () => {
  const date = dayAhead(8);
  const [ada, zoe] = [await tokenOf('ada'), await tokenOf('zoe')];
  const { page } = await browser.open(server.url, { zone: 'UTC', token: ada, refusals: ['401', '403', 'failed'] });
  await isLive(page);
  await goTo(page, date);
  await fillNewBooking(page, { Service: 'tour', 'For whom': 'ada', Time: '10:00' });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: booked, resolve: isBooked } = Promise.withResolvers<void>();
  const { promise: answered, resolve: isAnswered } = Promise.withResolvers<void>();
  await page.route('**/bookings', async (route) => {
    const answer = await route.fetch();
    isBooked();
    await released;
    await route.fulfill({ response: answer });
    isAnswered();
  });
  let isOver = false;
  await page.route('**/bookings?*', (route) => {
    if (!isOver) return route.continue();
    isOver = false;
    return route.fulfill({ status: 401, json: { code: 'unauthenticated' } });
  });
  await press(page, 'Book');
  await booked;
  isOver = true;
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await field(page, 'Token').fill(zoe);
  await press(page, 'Sign in');
  await page.getByText('Nothing is booked on this day.').waitFor();
  release();
  await answered;
  await isRead(page);
  expect(await booking(page, /ada/).count()).toBe(0);
});

it('what a role does not allow is said in words', async () => {
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${dayAhead(3)}T09:00:00Z` }, await tokenOf('ada'));
  const { page } = await browser.open(server.url, { zone: 'UTC', token: await tokenOf('ada'), refusals: ['403'] });
  await isLive(page);
  await goTo(page, dayAhead(3));
  await page.route(`**/bookings/${bookingId}`, (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 403, json: { code: 'forbidden' } }) : route.continue(),
  );
  await booking(page, /ada/).click();
  expect(await page.getByRole('dialog').getByRole('button').allTextContents()).toEqual(['', 'Reschedule…', 'Notes…', 'Cancel…']);
  await press(page, 'Notes…');
  await press(page, 'Save');
  await page.getByText('Only staff may do this.').waitFor();
});

it('shows nobody what was read for somebody else, however late the answer comes', async () => {
  const date = dayAhead(4);
  const [ada, sam] = [await tokenOf('ada'), await tokenOf('sam', { roles: ['staff'] })];
  for (const [userId, time] of [['bob', '09:00'], ['ada', '11:00']]) {
    await ask(server.url, 'POST', '/bookings', { userId, serviceId: 'tour', dateTime: `${date}T${time}:00Z` }, sam);
  }
  const { page } = await browser.open(server.url, { zone: 'UTC', token: sam, refusals: ['401', '403', 'failed'] });
  await isLive(page);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  await page.route('**/bookings?*', async (route) => {
    const answer = await route.fetch();
    isAsked();
    await released;
    await route.fulfill({ response: answer }).catch(() => undefined);
  }, { times: 1 });
  await page.getByLabel('Go to a date').fill(date);
  await asked;
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('#connection[data-state="sign-in"]').waitFor();
  release();
  await page.locator('#sign-in').click();
  await field(page, 'Token').fill(ada);
  await press(page, 'Sign in');
  await booking(page, /ada/).waitFor();
  expect(await booking(page, /bob/).count()).toBe(0);
});
