import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserForTheFile, isRead, type Look } from './browser.ts';
import { DESK_ZONE, openDesk } from './desk.ts';
import { ask } from './server.ts';
import { booking, field, goTo, press } from './steps.ts';

const browser = browserForTheFile();
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const book = (userId: string, dateTime: string, more: object = {}) =>
  ask(desk.url, 'POST', 'bookings', { userId, serviceId: 'tour', dateTime, ...more });

async function at(date: string, look: Look = {}) {
  const board = await browser.open(desk.url, { zone: DESK_ZONE, at: '2026-12-01T10:40:00Z', ...look });
  await isRead(board.page);
  await goTo(board.page, date);
  return board;
}

describe('the day on which the clocks are put back', () => {
  it('has 25 hours, and two bookings at half past two stand in two of them', async () => {
    await book('summer', '2027-10-31T00:30:00Z', { durationMinutes: 60 });
    await book('winter', '2027-10-31T01:30:00Z', { durationMinutes: 60 });
    const { page } = await at('2027-10-31');
    await page.getByLabel('All hours').check();
    await expect.poll(() => page.locator('thead th').count()).toBe(26);
    const hours = (await page.locator('thead th').allTextContents()).slice(1);
    expect(hours.slice(1, 5)).toEqual(['01:00', expect.stringMatching(/^02:00 .+/), expect.stringMatching(/^02:00 .+/), '03:00']);
    expect(hours[2]).not.toBe(hours[3]);
    const [one, other] = [await booking(page, /summer/).boundingBox(), await booking(page, /winter/).boundingBox()];
    expect(Math.abs((one?.width ?? 0) - (other?.width ?? 1))).toBeLessThan(2);
    expect((other?.x ?? 0) - (one?.x ?? 0)).toBeGreaterThan(0.9 * (one?.width ?? 0));
  });

  it('asks which half past two is meant', async () => {
    const { bookingId } = await book('either', '2027-10-31T10:00:00Z');
    const { page } = await at('2027-10-31');
    await booking(page, /either/).click();
    await press(page, 'Reschedule…');
    expect(await field(page, 'This time comes twice').isVisible()).toBe(false);
    await field(page, 'Time').fill('02:30');
    await field(page, 'This time comes twice').selectOption({ index: 1 });
    await press(page, 'Reschedule');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await ask(desk.url, 'GET', `bookings/${bookingId}`)).toMatchObject({ dateTime: '2027-10-31T01:30:00.000Z' });
  });
});

it('the day on which they are put forward has 23 hours, and no half past two', async () => {
  await book('spring', '2027-03-28T00:30:00Z', { durationMinutes: 60 });
  const { page } = await at('2027-03-28');
  await page.getByLabel('All hours').check();
  await expect.poll(() => page.locator('thead th').count()).toBe(24);
  await booking(page, 'Harbour tour, 01:30–03:30, confirmed, spring').click();
  await press(page, 'Reschedule…');
  await field(page, 'Time').fill('02:30');
  await press(page, 'Reschedule');
  await page.getByText('There is no such time on this day in Europe/Berlin: the clocks are put forward.').waitFor();
});

it.each(['2027-06-01T08:00:30.000Z', '2027-10-31T01:40:30.000Z'])('a booking at half a minute, %s, stays there when its units alone are changed', async (dateTime) => {
  const { bookingId } = await book('halfway', dateTime);
  const { page } = await at(dateTime.slice(0, 10));
  await booking(page, /halfway/).click();
  await press(page, 'Reschedule…');
  await field(page, 'Units').fill('2');
  await press(page, 'Reschedule');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await ask(desk.url, 'GET', `bookings/${bookingId}`)).toMatchObject({ dateTime, units: 2 });
});

it('another zone shows the same bookings by its own clock, also after a reload', async () => {
  await book('early', '2026-12-08T23:30:00Z');
  const { page } = await at('2026-12-09');
  await booking(page, /00:30–02:00, confirmed, early/).waitFor();
  await page.getByLabel('Time zone').selectOption('UTC');
  await isRead(page);
  await goTo(page, '2026-12-08');
  await booking(page, /23:30–Wed 9 Dec, 01:00, confirmed, early/).waitFor();
  await page.reload();
  await isRead(page);
  expect(await page.getByLabel('Time zone').inputValue()).toBe('UTC');
});

it('a booking of four days is there on the third, on a page that has seen no other day', async () => {
  await book('voyage', '2027-02-01T09:00:00Z', { durationMinutes: 4 * 1_440 });
  const { page } = await at('2027-02-03');
  await booking(page, 'Harbour tour, 10:00–Fri 5 Feb, 10:00, confirmed, voyage').waitFor({ timeout: 5_000 });
  await page.getByText('1 booking', { exact: true }).waitFor();
});

it('half an hour has room for a name, and what is longer ends in dots', async () => {
  await book('guest-1', '2027-02-10T09:00:00Z', { serviceId: 'chair' });
  await book('somebody.with.a.long.name', '2027-02-10T10:00:00Z', { serviceId: 'chair' });
  const { page } = await at('2027-02-10');
  const cut = (name: RegExp) =>
    booking(page, name).locator('.who').evaluate((who) => [who.scrollWidth > who.clientWidth, getComputedStyle(who).textOverflow]);
  expect(await cut(/guest-1/)).toEqual([false, 'ellipsis']);
  expect(await cut(/somebody/)).toEqual([true, 'ellipsis']);
});

describe('what somebody wrote', () => {
  const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const TURNED = 'abc\u202Egnp.exe\u2066';

  it('is shown as it was written, and does nothing', async () => {
    const long = `${'x'.repeat(250)} ${MARKUP}${'y'.repeat(170)}`.slice(0, 500);
    const odd = { serviceId: 'odd', serviceName: `${MARKUP} ${TURNED} ${'z'.repeat(80)}` };
    const { bookingId } = await ask(desk.url, 'POST', 'bookings', { userId: '"><b>ada</b>', dateTime: '2026-12-10T09:00:00Z', notes: long, metadata: { '<i>k</i>': TURNED }, ...odd });
    for (const width of [1280, 390] as const) {
      const { page, accessible } = await at('2026-12-10', { width });
      if (width === 1280) {
        const head = page.getByRole('rowheader', { name: /z{80}/ });
        expect((await head.boundingBox())?.height).toBeLessThan(80);
        expect(await head.locator('.service-name').getAttribute('title')).toContain('z'.repeat(80));
      }
      const name = await booking(page, /ada/).textContent();
      expect(name).toContain('<script>');
      expect(name).not.toMatch(/[\u202E\u2066]/);
      await accessible();
      await booking(page, /ada/).click();
      await page.getByRole('dialog').getByText(long).waitFor();
      await page.getByRole('dialog').getByText('abc\uFFFDgnp.exe\uFFFD', { exact: true }).waitFor();
      await accessible();
      expect(await page.evaluate(() => [document.querySelectorAll('main img, dialog img, main script, dialog script, main b').length, document.documentElement.scrollWidth - document.documentElement.clientWidth])).toEqual([0, 0]);
      expect(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
      expect(await page.title()).toBe('Bookings');
    }
    await ask(desk.url, 'POST', `bookings/${bookingId}/cancel`, {});
  });
});
