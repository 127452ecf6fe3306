import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createBoardRouter, createBookingRouter, trustEveryone } from 'holdfast/express';
import { createLiveServer } from 'holdfast/express/live';
import { createTestBookings } from 'holdfast/testing';
import { afterAll, expect, it } from 'vitest';
import { holdfast } from '../entrypoints/cli/cli-process.ts';
import { startServer, addressOf } from '../entrypoints/server/server-process.ts';
import { browserForTheFile, isRead } from './browser.ts';
import { ask, dayAhead } from './server.ts';
import { booking, goTo, isLive } from './steps.ts';

const browser = browserForTheFile();
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('mounted in a host, below its own address and beside an API elsewhere in it', async () => {
  const { bookings } = createTestBookings({ at: new Date() });
  const app = express();
  app.use('/desk/board', createBoardRouter({ api: '../../api' }));
  app.use('/api', createBookingRouter(bookings, { authenticate: trustEveryone }));
  const url = await listening(createServer(app));
  (await bookings.create({ userId: 'ada', serviceId: 'massage', serviceName: 'Massage', dateTime: `${dayAhead(1)}T10:00:00Z` }))._unsafeUnwrap();
  const { page } = await browser.open(`${url}/desk/board?from=menu`, { zone: 'UTC', refusals: ['404'] });
  expect(page.url()).toBe(`${url}/desk/board/?from=menu`);
  await page.getByText('Every minute', { exact: true }).waitFor();
  await goTo(page, dayAhead(1));
  await booking(page, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
});

/** As the documentation mounts it, with live updates where they are, or where the board does not look for them. */
async function hostWithLiveUpdates(path: string) {
  const live = createLiveServer({ path });
  const { bookings, settle } = createTestBookings({ at: new Date(), broadcaster: live.broadcaster });
  const app = express();
  app.use('/board', createBoardRouter({ api: '../api/', live: '../live' }));
  app.use('/api', createBookingRouter(bookings, { authenticate: trustEveryone, tickets: live.tickets }));
  const server = createServer(app);
  live.attach(server);
  closing.push(() => live.close());
  return { url: await listening(server), bookings, settle };
}

it('mounted in a host beside its API and its live updates', async () => {
  const { url, bookings, settle } = await hostWithLiveUpdates('/live');
  const { page } = await browser.open(`${url}/board`, { zone: 'UTC' });
  await isRead(page);
  await isLive(page);
  await goTo(page, dayAhead(1));
  (await bookings.create({ userId: 'ada', serviceId: 'massage', serviceName: 'Massage', dateTime: `${dayAhead(1)}T10:00:00Z` }))._unsafeUnwrap();
  await settle();
  await booking(page, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
});

it('where tickets are issued and nobody listens, it says that it reads every minute', async () => {
  const { url } = await hostWithLiveUpdates('/elsewhere');
  const { page } = await browser.open(`${url}/board`, { zone: 'UTC', refusals: ['failed', '404'] });
  await isRead(page);
  await page.getByText('Every minute', { exact: true }).waitFor();
});

it('as files of any web server, with an API and live updates of another origin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-board-files-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const pages = await listening(createServer(express().use('/bookings-board', express.static(folder))));
  const server = startServer({ PORT: '0', HOLDFAST_STORE: 'memory:', HOLDFAST_CORS_ORIGINS: pages });
  closing.push(async () => {
    server.child.kill();
    await server.ended;
  });
  const api = await addressOf(server);
  const written = await holdfast(['board', '--out', folder, '--api', api, '--live', `${api.replace('http', 'ws')}/live`]);
  expect(written).toMatchObject({ code: 0, err: '' });
  expect(written.out).toContain(`connect-src 'self' ${api} ${api.replace('http', 'ws')}; base-uri 'none'`);

  const { page } = await browser.open(`${pages}/bookings-board/`, { zone: 'UTC' });
  await isRead(page);
  await isLive(page);
  await goTo(page, dayAhead(1));
  await ask(api, 'POST', '/bookings', { userId: 'ada', serviceId: 'massage', serviceName: 'Massage', dateTime: `${dayAhead(1)}T10:00:00Z` });
  await booking(page, 'Massage, 10:00–11:00, confirmed, ada').waitFor();
});
