import type { Bookings, IdGenerator, ResultAsync } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import { createTestBookings, type TestBookings } from 'holdfast/testing';
import { type Meter, meteredClient } from './metered-client.ts';
import { onNewTable } from './table-of-its-own.ts';

export interface Cost extends Readonly<Meter> {
  readonly operation: string;
}

type Measure = (operation: string, work: () => Promise<unknown>) => Promise<void>;

interface Scene extends TestBookings {
  readonly measure: Measure;
}

const AT = '2026-12-01T08:00:00Z';
const MASSAGE = { serviceId: 'massage', name: 'Massage', holdMinutes: 10 };
const TOUR = { serviceId: 'harbour-tour', name: 'Harbour tour', capacity: 500, durationMinutes: 90 };
const dayAndHour = (day: number, hour: number): string => `2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
const massage = (userId: string, day: number, hour: number) => ({
  userId: `${userId}-8c1f2f64`,
  serviceId: MASSAGE.serviceId,
  dateTime: dayAndHour(day, hour),
});
const seat = (n: number) => ({ userId: `guest-${n}`, serviceId: TOUR.serviceId, dateTime: dayAndHour(5, 9) });
const keyed = (n: number) => ({ idempotencyKey: `order-${n}` });

/** As long as those that are drawn in earnest, and the same in each run. */
function countedIds(): IdGenerator {
  let drawn = 0;
  return { next: () => `0192d5c4-7a10-7000-8000-${String((drawn += 1)).padStart(12, '0')}` };
}

/** What was answered, where it must have been a success. */
async function done<T>(call: ResultAsync<T, unknown>): Promise<T> {
  const result = await call;
  if (result.isErr()) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Plays on a table of its own, with the services put and their policies read. */
async function scene(relay: 'stream' | 'poll', play: (scene: Scene) => Promise<void>): Promise<readonly Cost[]> {
  const costs: Cost[] = [];
  await onNewTable(async (tableName) => {
    const { client, meter } = meteredClient(tableName);
    const store = dynamodbStore(client, { tableName, relay });
    const test = createTestBookings({ at: AT, store, services: [MASSAGE, TOUR], ids: countedIds() });
    for (const { serviceId } of [MASSAGE, TOUR]) await done(test.bookings.getService(serviceId));
    const measure: Measure = async (operation, work) => {
      const before = { ...meter };
      await work();
      const since = (what: keyof Meter): number => meter[what] - before[what];
      costs.push({ operation, requests: since('requests'), read: since('read'), written: since('written'), byIndexes: since('byIndexes') });
    };
    await play({ ...test, measure });
    client.destroy();
  });
  return costs;
}

const idOf = async (created: ReturnType<Bookings['create']>): Promise<string> => (await done(created)).booking.bookingId;

/** With no relay: a reader of the stream carries the events. */
async function eachOperation({ bookings, clock, measure }: Scene): Promise<void> {
  let [first, second, held] = ['', '', ''];
  await measure('create', async () => {
    first = await idOf(bookings.create(massage('ada', 2, 9), keyed(1)));
  });
  await measure('the same request again', () => done(bookings.create(massage('ada', 2, 9), keyed(1))));
  await measure('create, refused', async () => bookings.create(massage('bob', 2, 9), keyed(2)));
  await measure('create without a key', async () => {
    second = await idOf(bookings.create(massage('ada', 2, 10)));
  });
  await measure('create without a key, refused', async () => bookings.create(massage('bob', 2, 9)));
  await measure('create a hold', async () => {
    held = await idOf(bookings.create({ ...massage('eve', 2, 11), hold: true }, keyed(3)));
  });
  await measure('confirm', () => done(bookings.confirm({ bookingId: held, paymentReference: 'pay-99' }, keyed(4))));
  await measure('reschedule within its day', () => done(bookings.reschedule({ bookingId: first, dateTime: dayAndHour(2, 14) }, keyed(5))));
  await measure('reschedule to another day', () => done(bookings.reschedule({ bookingId: first, dateTime: dayAndHour(3, 14) }, keyed(6))));
  await measure('update of its notes', () => done(bookings.update({ bookingId: first, notes: 'rings twice' }, keyed(7))));
  await measure('cancel', () => done(bookings.cancel({ bookingId: first, reason: 'ill' }, keyed(8))));
  clock.set(dayAndHour(2, 12));
  await measure('complete', () => done(bookings.complete({ bookingId: second }, keyed(9))));

  await measure('get', () => done(bookings.get(first)));
  await measure('history of five events', () => done(bookings.history({ bookingId: first })));
  await measure('availability of a week', () => done(bookings.availability({ serviceId: 'massage', from: dayAndHour(1, 0), to: dayAndHour(8, 0) })));
  await measure("list of a user's two bookings", () => done(bookings.list({ userId: massage('ada', 2, 9).userId })));
  for (let n = 0; n < 100; n += 1) await idOf(bookings.create(seat(n)));
  await measure('list of a service, page of 20', () => done(bookings.list({ serviceId: TOUR.serviceId })));
  await measure('list of a service, page of 100', () => done(bookings.list({ serviceId: TOUR.serviceId, limit: 100 })));
  await measure('list of a day, all services, page of 20', () => done(bookings.list({ from: dayAndHour(5, 0), to: dayAndHour(6, 0) })));
}

async function eachPass({ bookings, clock, measure }: Scene): Promise<void> {
  const pass = () => bookings.background.runOnce();
  await measure('create', () => idOf(bookings.create(massage('ada', 2, 9), keyed(1))));
  await measure('a pass that finds one event', pass);
  await measure('a pass that finds nothing', pass);
  await idOf(bookings.create({ ...massage('ada', 2, 10), hold: true }));
  await pass();
  clock.advance({ minutes: MASSAGE.holdMinutes + 1 });
  await measure('a pass that finds one lapsed hold', pass);
}

export const costsOfOperations = (): Promise<readonly Cost[]> => scene('stream', eachOperation);
export const costsOfPolling = (): Promise<readonly Cost[]> => scene('poll', eachPass);
