import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserForTheFile, isRead } from './browser.ts';
import { DESK_TIME, DESK_ZONE, openDesk } from './desk.ts';
import { booking, isLive, press } from './steps.ts';

const browser = browserForTheFile();
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const key = (pressed: string) => async (page: Page) => {
  await page.keyboard.press(pressed);
  await isRead(page);
};
const inBooking = (who: RegExp, ...then: readonly string[]) => async (page: Page) => {
  await booking(page, who).first().click();
  for (const name of then) await press(page, name);
};
const closed = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

/** One after another, each from what the last one left. */
const SIGHTS: readonly (readonly [string, (page: Page) => Promise<void>, ((page: Page) => Promise<void>)?])[] = [
  ['a day as a table', key('g')],
  ['a booking that is held', inBooking(/held, tony/), closed],
  ['rescheduling', inBooking(/confirmed, sofia/, 'Reschedule…'), closed],
  ['notes', inBooking(/confirmed, sofia/, 'Notes…'), closed],
  ['cancelling', inBooking(/confirmed, sofia/, 'Cancel…'), closed],
  ['what is wrong in a form', inBooking(/confirmed, sofia/, 'Reschedule…', 'Reschedule'), closed],
  [
    'a new booking without a user',
    async (page) => {
      await page.keyboard.press('n');
      await press(page, 'Book');
      await page.getByText('For whom is it?').waitFor();
    },
    closed,
  ],
  ['the shortcuts', (page) => page.keyboard.press('?'), closed],
  [
    'the services',
    async (page) => {
      const options = page.locator('#show-options');
      if (await options.isVisible()) await options.click();
      await page.locator('#services summary').click();
    },
    (page) => page.locator('#services summary').click(),
  ],
  ['a day as a list', key('l')],
  ['a week as a list', key('w')],
  ['a week as a table', key('g')],
  [
    'a day without bookings',
    async (page) => {
      await key('d')(page);
      await page.getByLabel('Go to a date').fill('2026-12-20');
      await isRead(page);
      await page.getByText('Nothing is booked on this day.').waitFor();
    },
  ],
  [
    'a board without a network',
    async (page) => {
      await page.context().setOffline(true);
      await page.locator('#connection[data-state="offline"]').waitFor();
    },
  ],
];

describe.each(['light', 'dark'] as const)('by %s', (scheme) => {
  it.each([1280, 390] as const)('nobody is kept from anything, %d wide', async (width) => {
    const { page, accessible } = await browser.open(desk.url, { width, scheme, at: DESK_TIME, zone: DESK_ZONE, reducedMotion: true, refusals: ['failed'] });
    await isRead(page);
    await isLive(page);
    for (const [name, show, leave] of SIGHTS) {
      await show(page);
      await expect(accessible(), name).resolves.toBeUndefined();
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([name, overflows]).toEqual([name, 0]);
      await leave?.(page);
    }
  });
});

it('in the colours of the reader alone one tells what is chosen from what is not', async () => {
  const { page, accessible } = await browser.open(desk.url, { at: DESK_TIME, zone: DESK_ZONE });
  await isRead(page);
  await page.emulateMedia({ forcedColors: 'active' });
  for (const [name, show, leave] of SIGHTS) {
    if (name === 'a board without a network') continue;
    await show(page);
    await expect(accessible(), name).resolves.toBeUndefined();
    await leave?.(page);
  }
  const highlighted = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.setProperty('forced-color-adjust', 'none');
    probe.style.setProperty('background', 'Highlight');
    const { backgroundColor } = getComputedStyle(probe);
    probe.remove();
    const chosen = [...document.querySelectorAll('.choice label')].filter((label) => getComputedStyle(label).backgroundColor === backgroundColor);
    return chosen.map(({ textContent }) => textContent);
  });
  expect(highlighted).toEqual(['Day', 'Table']);
});

it('it reads from right to left as well, and nothing hangs over the edge', async () => {
  const { page, accessible } = await browser.open(desk.url, { at: DESK_TIME, zone: DESK_ZONE });
  await isRead(page);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const [early, late] = [await booking(page, /completed, roger/).boundingBox(), await booking(page, /confirmed, martina/).boundingBox()];
  expect(early?.x).toBeGreaterThan(late?.x ?? 0);
  await accessible();
});

it('what is to be seen on a booking is in its name', async () => {
  const { page } = await browser.open(desk.url, { at: DESK_TIME, zone: DESK_ZONE });
  for (const pressed of ['g', 'l', 'w']) {
    await key(pressed)(page);
    const unnamed = await page.locator('#view :is(.booking, .line)').evaluateAll((all) =>
      all.flatMap((one) => {
        const name = one.querySelector('.hidden')?.textContent.toLowerCase() ?? '';
        return [...one.querySelectorAll('.inner :is(bdi:not(.notes), span:not(.chip))')].map((seen) => seen.textContent.toLowerCase()).filter((seen) => !name.includes(seen));
      }),
    );
    expect(unnamed).toEqual([]);
  }
});

it('on paper there are the bookings, and nothing to press', async () => {
  const { page } = await browser.open(desk.url, { at: DESK_TIME, zone: DESK_ZONE });
  await isRead(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#new-booking, #zone, #previous').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)).toBe(0);
  expect(await booking(page, /roger/).isVisible()).toBe(true);
});
