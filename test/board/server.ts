import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Booking, ServiceInput } from 'holdfast';
import { afterAll, beforeAll } from 'vitest';
import { serverForTheFile } from '../entrypoints/server/server-process.ts';

const SERVICES: readonly ServiceInput[] = [
  { serviceId: 'massage', name: 'Massage', capacity: 1 },
  { serviceId: 'tour', name: 'Harbour tour', capacity: 1_000, durationMinutes: 90 },
];

/** The server as `npm start` runs it, with services to book. */
export function boardServer(settings: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-board-'));
  const services = join(folder, 'services.json');
  writeFileSync(services, JSON.stringify(SERVICES));
  const at = serverForTheFile({ HOLDFAST_STORE: 'memory:', HOLDFAST_RATE_LIMIT: '0', HOLDFAST_SERVICES: services, ...settings });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return at;
}

/** Days ahead, for a test of its own each. */
export const dayAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** As another program would, over HTTP. */
export async function ask<T = Booking>(url: string, method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Between a page and the server: a wire that can be cut. */
export function wireForTheFile(to: { readonly port: number }) {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(to.port, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  const wire = {
    url: '',
    cut(): void {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend(): void {
      isCut = false;
    },
  };
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    wire.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    wire.cut();
    server.close();
  });
  return wire;
}
