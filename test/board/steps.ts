import type { Locator, Page } from 'playwright-core';
import { isRead } from './browser.ts';

/** What somebody does at a board, by what they see and hear of it. */

export const booking = (page: Page, name: string | RegExp): Locator => page.locator('#view').getByRole('button', { name });

export async function goTo(page: Page, date: string): Promise<void> {
  await page.getByLabel('Go to a date').fill(date);
  await isRead(page);
}

export const isLive = (page: Page): Promise<void> => page.locator('#connection[data-state="live"]').waitFor();

export const field = (page: Page, label: string): Locator => page.getByRole('dialog').getByLabel(label, { exact: true });

export const press = (page: Page, name: string): Promise<void> => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

export async function fillNewBooking(page: Page, given: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: 'New booking' }).click();
  for (const [label, value] of Object.entries(given)) {
    if (label === 'Service') await field(page, label).selectOption(value);
    else await field(page, label).fill(value);
  }
}
