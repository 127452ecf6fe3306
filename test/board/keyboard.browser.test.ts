import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { browserForTheFile, isRead } from './browser.ts';
import { ask, boardServer, dayAhead } from './server.ts';
import { booking, goTo, isLive } from './steps.ts';

const server = boardServer();
const browser = browserForTheFile();

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: on } = document;
    if (on?.id === 'bookings') return 'the bookings';
    if (on instanceof HTMLHeadingElement) return on.textContent;
    return on?.querySelector('.hidden')?.textContent || on?.getAttribute('aria-label') || on?.id || on?.textContent || '';
  });

const keys = async (page: Page, ...pressed: readonly string[]): Promise<void> => {
  for (const key of pressed) await page.keyboard.press(key);
};

async function boardOf(date: string): Promise<Page> {
  const { page } = await browser.open(server.url, { zone: 'UTC' });
  await isLive(page);
  await goTo(page, date);
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  return page;
}

it('books, reschedules and cancels by keyboard alone', async () => {
  const page = await boardOf(dayAhead(2));
  await keys(page, 'n');
  await page.getByRole('dialog').waitFor();
  // Service, whom, three parts of the date, its picker, and then the time.
  await page.keyboard.type('mas');
  await keys(page, 'Tab');
  await page.keyboard.type('ada');
  await keys(page, 'Enter');
  await booking(page, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
  await keys(page, 'b');
  expect(await focused(page)).toBe('Massage, 10:00–11:00, confirmed, ada');

  await keys(page, 'Enter');
  await page.getByRole('dialog').waitFor();
  expect(await focused(page)).toBe('Massage, ada');
  await keys(page, 'Tab', 'Tab');
  expect(await focused(page)).toBe('Reschedule…');
  await keys(page, 'Enter');
  for (let step = 0; step < 10 && (await page.evaluate(() => document.activeElement?.getAttribute('type'))) !== 'time'; step += 1) await keys(page, 'Tab');
  await page.keyboard.type('1530PM');
  await keys(page, 'Enter');
  await booking(page, 'Massage, 15:30–16:30, confirmed, ada').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Massage, 15:30–16:30, confirmed, ada');

  await keys(page, 'Enter', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter');
  await page.keyboard.type('Changed their mind');
  await keys(page, 'Tab', 'Enter');
  await booking(page, 'Massage, 15:30–16:30, cancelled, ada').waitFor();
  await expect.poll(() => focused(page)).toBe('Massage, 15:30–16:30, cancelled, ada');
});

it('a key that is held down on a booking opens it, and does nothing to it', async () => {
  const date = dayAhead(5);
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${date}T09:00:00Z`, hold: true });
  const page = await boardOf(date);
  await booking(page, /held, ada/).waitFor();
  const hold = async (): Promise<void> => {
    for (let time = 0; time < 10; time += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
  };
  await keys(page, 'b');
  await hold();
  await page.getByRole('dialog').waitFor();
  expect(await ask(server.url, 'GET', `/bookings/${bookingId}`)).toMatchObject({ status: 'held', version: 1 });
  // Nor does it when one comes back from a form, onto the first button.
  await keys(page, 'Tab', 'Tab', 'Tab', 'Tab', 'Enter', 'Tab', 'Tab');
  expect(await focused(page)).toBe('Back');
  await hold();
  expect(await focused(page)).toBe('Confirm');
  expect(await ask(server.url, 'GET', `/bookings/${bookingId}`)).toMatchObject({ status: 'held', version: 1 });
});

it('the services that are opened close when the Tab key leads on', async () => {
  const page = await boardOf(dayAhead(6));
  const services = page.locator('#services');
  await services.locator('summary').focus();
  await keys(page, 'Enter', 'Tab');
  expect(await services.getAttribute('open')).toBe('');
  await keys(page, 'Shift+Tab', 'Shift+Tab');
  expect(await services.getAttribute('open')).toBe(null);
});

it('arrows lead from booking to booking, and the Tab key past them', async () => {
  const date = dayAhead(3);
  for (const [userId, serviceId, at] of [['ada', 'massage', '09:00'], ['bob', 'massage', '12:00'], ['cyd', 'tour', '09:00'], ['dee', 'tour', '09:30'], ['eve', 'tour', '12:30']])
    await ask(server.url, 'POST', '/bookings', { userId, serviceId, dateTime: `${date}T${at}:00Z` });
  const page = await boardOf(date);
  await booking(page, /eve/).waitFor();
  await keys(page, 'b');
  const seen: string[] = [];
  for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'End']) {
    await keys(page, key);
    seen.push((await focused(page)).split(', ').at(-1) ?? '');
  }
  expect(seen).toEqual(['cyd', 'dee', 'ada', 'ada', 'bob', 'eve', 'dee', 'bob']);
  await keys(page, 'Tab');
  expect(await page.evaluate(() => document.querySelector('#view')?.contains(document.activeElement))).toBe(false);
  await keys(page, 'Shift+Tab');
  expect(await focused(page)).toContain('bob');
});

it('the focus stays on a booking that is moved, and Escape gives it back', async () => {
  const date = dayAhead(4);
  const { bookingId } = await ask(server.url, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: `${date}T09:00:00Z` });
  const page = await boardOf(date);
  await booking(page, /ada/).waitFor();
  await keys(page, 'b');
  await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { dateTime: `${date}T14:00:00Z` });
  await booking(page, /14:00–15:00/).waitFor();
  await expect.poll(() => focused(page)).toBe('Massage, 14:00–15:00, confirmed, ada');
  await keys(page, 'Enter');
  await page.getByRole('dialog').waitFor();
  await keys(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('Massage, 14:00–15:00, confirmed, ada');
});

it('the first Tab offers to skip to the bookings; single keys change what is shown, unless they are switched off', async () => {
  const { page } = await browser.open(server.url, { zone: 'UTC' });
  await isRead(page);
  await keys(page, 'Tab');
  expect(await focused(page)).toBe('Skip to the bookings');
  await keys(page, 'Enter');
  expect(await focused(page)).toBe('the bookings');
  const title = () => page.locator('#period-title').textContent();
  const today = await title();
  await keys(page, 'j');
  expect(await title()).not.toBe(today);
  await page.getByRole('status').filter({ hasText: `${await title()}: 0 bookings` }).waitFor({ state: 'attached' });
  await keys(page, 't');
  expect(await title()).toBe(today);
  await page.getByRole('status').filter({ hasText: `${today}: 0 bookings` }).waitFor({ state: 'attached' });
  await keys(page, 'l');
  await page.locator('.agenda').waitFor();
  await keys(page, '?');
  await page.getByRole('dialog').getByText('Previous day or week').waitFor();
  await keys(page, 'Space', 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await keys(page, 'g');
  expect(await page.locator('.agenda').count()).toBe(1);
});
