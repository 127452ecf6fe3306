import { staff, user } from 'holdfast/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectDocumented } from '../http/documented.js';
import { CALLERS, type Generated, generatedRequest, secretOf, type Sender } from '../http/generated-requests.js';
import type { Wire, WireAnswer } from '../http/wire.js';
import { world } from '../http/world.js';
import { openExpress } from './express-wire.js';

const RUNS = 100;
const REQUESTS = 100;

const actorOf = (by: Sender) => (by === 'nobody' ? undefined : by === 'sam' ? staff(by) : user(by));

/** Every value under one of these names, however deep. */
function valuesOf(value: unknown, names: ReadonlySet<string>): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    names.has(name) && typeof inner === 'string' ? [inner] : valuesOf(inner, names),
  );
}
const PEOPLE = new Set(['userId', 'subject', 'cancelledBy']);

function expectOwnDataOnly(by: Sender, { text }: WireAnswer): void {
  if (by === 'sam' || text === '') return;
  for (const other of CALLERS) if (other !== by) expect(text).not.toContain(secretOf(other));
  const people = new Set(valuesOf(JSON.parse(text), PEOPLE));
  expect([...people].filter((person) => ![by, 'staff', 'system'].includes(String(person)))).toEqual([]);
}

interface Session {
  /** Who books, and which bookings they are told of. */
  readonly ids: { readonly by: Sender; readonly id: string }[];
  cursor: string;
  readonly statuses: Map<number, number>;
}

async function play(wire: Wire, { by, ...request }: Generated, session: Session): Promise<void> {
  const target = request.target
    .replaceAll(/\{(any)?(\d+)\}/g, (_, any: string | undefined, n: string) => {
      const ids = session.ids.filter((booked) => any !== undefined || booked.by === by);
      return ids[Number(n) % Math.max(1, ids.length)]?.id ?? 'none-yet';
    })
    .replaceAll('{cursor}', encodeURIComponent(session.cursor));
  const answer = await wire.send({ ...request, target, as: actorOf(by) });

  session.statuses.set(answer.status, (session.statuses.get(answer.status) ?? 0) + 1);
  expect(answer.status, answer.text).toBeLessThan(500);
  expectOwnDataOnly(by, answer);
  if (request.method !== 'HEAD') expectDocumented(request.method, target.split('?', 1)[0] ?? '', answer);

  const body = (answer.text === '' ? {} : JSON.parse(answer.text)) as { bookingId?: string; nextCursor?: string };
  if (answer.status === 201 && body.bookingId !== undefined) session.ids.push({ by, id: body.bookingId });
  session.cursor = body.nextCursor ?? session.cursor;
}

it(`${RUNS * REQUESTS} generated requests: no fault of ours, nobody else’s data, nothing undocumented`, async () => {
  const statuses = new Map<number, number>();
  const faults: unknown[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(generatedRequest, { minLength: REQUESTS, maxLength: REQUESTS }), async (requests) => {
      const wire = await openExpress({ onError: (error) => faults.push(error) })(
        world([{ serviceId: 'tour', capacity: 4 }]).bookings,
      );
      const session: Session = { ids: [], cursor: 'none', statuses };
      try {
        for (const request of requests) await play(wire, request, session);
      } finally {
        await wire.close();
      }
    }),
    { numRuns: RUNS },
  );

  expect(faults).toEqual([]);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(RUNS * REQUESTS);
  // What was never reached was never tested.
  for (const status of [200, 201, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422]) {
    expect(statuses.get(status) ?? 0, `how often ${status} was answered`).toBeGreaterThan(0);
  }
}, 120_000);
