import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { browserForTheFile, isRead } from './browser.ts';
import { ask, boardServer, dayAhead } from './server.ts';
import { goTo, isLive } from './steps.ts';

const server = boardServer();
const browser = browserForTheFile();
const CROWD = 500;
/** A machine that does much else has few moments in which it does nothing else. */
const MOST_UPDATES = 30;

async function crowd(date: string): Promise<void> {
  const one = (index: number): Promise<unknown> => {
    const minute = 8 * 60 + Math.floor(index / 12) * 14;
    const at = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    return ask(server.url, 'POST', '/bookings', { userId: `guest-${index}`, serviceId: index % 50 === 0 ? `room-${index / 50}` : 'tour', dateTime: `${date}T${at}:00Z`, durationMinutes: 60 });
  };
  for (let index = 0; index < CROWD; index += 20) await Promise.all(Array.from({ length: 20 }, (_, at) => one(index + at)));
}

/** The longest task of the page while something is done, or 0 when none took 50 ms. */
async function longestTask(page: Page, done: () => Promise<void>): Promise<number> {
  await page.evaluate(async () => {
    // What went before is drawn.
    for (let time = 0; time < 10; time += 1) await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks?.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
  await done();
  // What was long is told a moment after it is over: after two frames, and a task behind them.
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    return Math.max(0, ...(window.longTasks ?? []));
  });
}

it(`${CROWD} bookings of a day stay readable, and an update of one holds up nobody`, async () => {
  const date = dayAhead(10);
  await crowd(date);
  const { page, accessible } = await browser.open(server.url, { zone: 'UTC' });
  await isLive(page);
  await goTo(page, date);
  await page.getByText(`${CROWD} bookings`, { exact: true }).waitFor();
  const drawn = await page.locator('#view .booking').count();
  expect(drawn).toBeLessThan(250);
  const bookingId = await page.locator('tr[data-service="tour"] .booking').first().getAttribute('data-booking');

  let units = 1;
  /**
   * The best of some updates: whatever else this machine does lengthens the others, for what is told is time on the wall. A
   * booking is looked for by its id, for to ask for its name would have the page name all of them, and that is no task of its
   * own.
   */
  const best = async (look: string): Promise<number> => {
    const took: number[] = [];
    const isTold = (words: string) =>
      page.waitForFunction(
        ([selector, end]) => document.querySelector(selector)?.textContent?.endsWith(end),
        [`[data-booking="${bookingId}"] .hidden`, words] as const,
      );
    // What looks for it has to be brought into the page first, and that is a long task too.
    await isTold('');
    while (took.length < MOST_UPDATES && !took.includes(0)) {
      units += 1;
      const longest = await longestTask(page, async () => {
        await ask(server.url, 'PATCH', `/bookings/${bookingId}`, { units, dateTime: `${date}T08:${10 + (units % 40)}:00Z` });
        await isTold(`, ${units} units`);
      });
      took.push(longest);
    }
    const said = took.map((ms) => (ms === 0 ? 'under 50' : String(ms))).join(', ');
    console.log(`${CROWD} bookings ${look}: the longest task of an update, in ms: ${said}`);
    return Math.min(...took);
  };
  await accessible();
  await page.getByRole('button', { name: 'Show all of Harbour tour', exact: true }).click();
  await expect.poll(() => page.locator('#view .booking').count()).toBe(CROWD);
  expect(await best('in a table')).toBeLessThan(50);

  await page.keyboard.press('l');
  await expect.poll(() => page.locator('#view .line').count()).toBe(CROWD);
  expect(await best('in a list')).toBeLessThan(50);

  await page.keyboard.press('w');
  await isRead(page);
  await page.keyboard.press('g');
  await page.locator('.table-frame[data-period="week"]').waitFor();
  await page.getByRole('button', { name: 'Show fewer of Harbour tour', exact: true }).click();
  await page.getByRole('button', { name: /\d+ more bookings: show all of Harbour tour/ }).first().waitFor();
});
