import type { Bookings } from 'holdfast';
import type { Express } from 'express';
import { onTestFinished } from 'vitest';
import type { WireRequest } from '../http/wire.js';
import { actorOf, world } from '../http/world.js';
import { type Mounting, openExpress, serveApp } from './express-wire.js';

const json = { 'content-type': 'application/json' };

/** A request of ada's, unless said. */
export const get = (target: string, more: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  target,
  headers: {},
  as: actorOf('ada'),
  ...more,
});
export const post = (target: string, body: unknown, more: Partial<WireRequest> = {}): WireRequest => ({
  ...get(target),
  method: 'POST',
  headers: json,
  body: JSON.stringify(body),
  ...more,
});

/** Served until the test is over. */
export async function served(app: Express) {
  const wire = await serveApp(app);
  onTestFinished(() => wire.close());
  return wire;
}
export async function mounted(mounting: Mounting = {}, bookings: Bookings = world().bookings) {
  const wire = await openExpress(mounting)(bookings);
  onTestFinished(() => wire.close());
  return wire;
}
