import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=en-GB',
];

export interface Look {
  readonly width?: 1280 | 390;
  readonly scheme?: 'light' | 'dark';
  readonly zone?: string;
  /** Where the page's clock stands still, while its timers run. */
  readonly at?: string;
  /** In the tab's storage before the page is loaded. */
  readonly token?: string;
  readonly reducedMotion?: boolean;
  /** What the browser will say of requests that the test lets be refused: a status, `failed`, or `CORS` where the page must not read it. */
  readonly refusals?: readonly string[];
}

export interface Board {
  readonly page: Page;
  /** Every rule of axe, on what is shown now. */
  accessible(): Promise<void>;
}

const isOf = (refusals: readonly string[], text: string): boolean =>
  refusals.some((how) =>
    how === 'CORS'
      ? / has been blocked by CORS policy: /.test(text)
      : how === 'failed'
      ? /^(Failed to load resource: net::ERR_|WebSocket connection to .* failed)/.test(text)
      : text.startsWith(`Failed to load resource: the server responded with a status of ${how} `),
  );

/** One browser for the tests of a file. A board that complains, of an error or of its content policy, fails its test. */
export function browserForTheFile() {
  let browser: Browser;
  let boards: { readonly board: Board; readonly complaints: string[] }[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const open = boards;
    boards = [];
    for (const { board, complaints } of open) {
      complaints.push(...(await board.page.evaluate(() => window.violations ?? [])));
      await board.page.context().close();
    }
    expect(open.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  return {
    async open(url: string, { width = 1280, scheme = 'light', zone = 'Europe/Berlin', at, token, refusals = [], reducedMotion }: Look = {}): Promise<Board> {
      const context = await browser.newContext({
        viewport: { width, height: width === 390 ? 844 : 800 },
        colorScheme: scheme,
        timezoneId: zone,
        locale: 'en-GB',
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !isOf(refusals, message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      if (at !== undefined) await page.clock.setFixedTime(new Date(at));
      await page.addInitScript((held) => {
        if (held !== undefined) sessionStorage.setItem('holdfast.token', held);
        window.violations = [];
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
          window.violations?.push(`${violatedDirective}: ${blockedURI} ${sample}`);
        });
      }, token);
      await page.goto(url);
      const board: Board = { page, accessible: () => accessible(page) };
      boards.push({ board, complaints });
      return board;
    },
  };
}

/** What is shown has been read, and drawn. */
export const isRead = (page: Page): Promise<unknown> => page.waitForSelector('#view[aria-busy="false"]', { state: 'attached' });

async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`);
  });
  expect(found).toEqual([]);
}
