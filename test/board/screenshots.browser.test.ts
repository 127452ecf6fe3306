import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { root } from '../../scripts/commands.ts';
import { browserForTheFile, isRead, type Look } from './browser.ts';
import { DESK_TIME, DESK_ZONE, openDesk } from './desk.ts';

const browser = browserForTheFile();
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

// `PICTURES=docs npm run test:browser -- screenshots` makes those of the documentation anew. Otherwise they are only
// taken: the last shade of an edge is another each time, and nobody wants to commit that.
const picture = (name: string): string => join(root, process.env['PICTURES'] ?? 'reports', `${name}.png`);

const looks = [
  ['board-day', { width: 1280, scheme: 'light' }, []],
  ['board-day-dark', { width: 1280, scheme: 'dark' }, []],
  ['board-week', { width: 1280, scheme: 'light' }, ['w']],
  ['board-phone', { width: 390, scheme: 'light' }, []],
] as const satisfies readonly (readonly [string, Look, readonly string[]])[];

it.each(looks)('%s', async (name, look, keys) => {
  const { page, accessible } = await browser.open(desk.url, { ...look, at: DESK_TIME, zone: DESK_ZONE, reducedMotion: true });
  await isRead(page);
  for (const key of keys) {
    await page.keyboard.press(key);
    await isRead(page);
  }
  await page.getByText('Live', { exact: true }).waitFor();
  await page.screenshot({ path: picture(name), animations: 'disabled' });
  await accessible();
});
