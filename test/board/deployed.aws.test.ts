import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { arranged } from '../aws/arranged.ts';
import { callerOf } from '../aws/caller.ts';
import { holdfast } from '../entrypoints/cli/cli-process.ts';
import { browserForTheFile } from './browser.ts';
import { dayAhead } from './server.ts';
import { booking, field, goTo, isLive, press } from './steps.ts';

const browser = browserForTheFile();

it('the board as files, with the deployed functions behind two settings, signs in, follows and acts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-board-aws-'));
  const pages = createServer(express().use(express.static(folder)));
  onTestFinished(() => {
    pages.close();
    pages.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });
  pages.listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  const aws = await arranged({ corsOrigins: [origin] });
  const written = await holdfast(['board', '--out', folder, '--api', aws.http.url, '--live', aws.webSocket.url]);
  expect(written).toMatchObject({ code: 0, err: '' });

  const { page } = await browser.open(origin, { zone: 'UTC', refusals: ['401', 'failed', 'CORS'] });
  await field(page, 'Token').fill(await aws.issuer.tokenFor('sam', ['staff']));
  await press(page, 'Sign in');
  await isLive(page);
  await goTo(page, dayAhead(2));
  const ada = await callerOf(aws, 'ada');
  const booked = await ada('POST', '/bookings', { userId: 'ada', serviceId: 'massage', serviceName: 'Massage', dateTime: `${dayAhead(2)}T10:00:00Z` });
  expect(booked, aws.printed()).toMatchObject({ status: 201 });
  await booking(page, /confirmed, ada/).click();
  await press(page, 'Cancel…');
  await press(page, 'Cancel the booking');
  await booking(page, /cancelled, ada/).waitFor();
  expect(await ada('GET', `/bookings/${String(booked.body['bookingId'])}`)).toMatchObject({ body: { status: 'cancelled' } });
});
