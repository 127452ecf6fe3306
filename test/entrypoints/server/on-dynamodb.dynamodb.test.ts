import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localClient, localTable, type LocalTable } from '../../adapters/dynamodb/local-table.js';
import { awsEnvironment } from './aws-environment.js';
import { addressOf, type ServerProcess, serversInAFolder } from './server-process.js';

const { start } = serversInAFolder({ ...awsEnvironment, HOLDFAST_RATE_LIMIT: '0' });

let table: LocalTable;
beforeEach(async () => {
  table = await localTable();
});
afterEach(() => table.drop());

const onTable = (settings: Readonly<Record<string, string>> = {}) =>
  start({ HOLDFAST_STORE: `dynamodb:${table.tableName}`, ...settings });

const tomorrow = (hour: number): string =>
  new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + hour * 3_600_000).toISOString();

const book = (url: string, body: object, key?: string): Promise<Response> =>
  fetch(`${url}/bookings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(key !== undefined && { 'Idempotency-Key': key }) },
    body: JSON.stringify({ userId: 'ada', serviceId: 'room', ...body }),
  });

interface Body {
  readonly bookingId: string;
}
const idOf = async (answer: Response): Promise<string> => ((await answer.json()) as Body).bookingId;

/** Until one of the servers has told of each of these bookings. */
async function untilTold(ids: readonly string[], ...servers: readonly ServerProcess[]): Promise<void> {
  const told = (): readonly (string | undefined)[] =>
    servers.flatMap((server) => [...server.out().matchAll(/"eventId":"([^":]+):1"/g)].map(([, id]) => id));
  await expect.poll(() => ids.filter((id) => !told().includes(id)), { timeout: 30_000 }).toEqual([]);
}

describe('two servers on one table', () => {
  it('say where the books are, and keep the same ones', async () => {
    const [one, other] = [onTable(), onTable()];
    const [first, second] = [await addressOf(one), await addressOf(other)];
    expect(one.out()).toContain(`bookings in DynamoDB, table ${table.tableName}.`);

    const booked = await book(first, { dateTime: tomorrow(10) });
    expect(booked.status).toBe(201);
    const booking: unknown = await booked.json();
    const found = await fetch(`${second}${booked.headers.get('location')}`);
    expect(await found.json()).toEqual(booking);
    expect((await book(second, { dateTime: tomorrow(10) })).status).toBe(409);
    expect((await fetch(`${second}/readyz`)).status).toBe(200);
  });

  it('give one answer to one key, whichever is asked, and at the same time', async () => {
    const [first, second] = await Promise.all([addressOf(onTable()), addressOf(onTable())]);
    const key = randomUUID();
    const urls = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? first : second));
    const answers = await Promise.all(urls.map((url) => book(url, { dateTime: tomorrow(11) }, key)));
    const later = await book(second, { dateTime: tomorrow(11) }, key);

    expect(answers.map(({ status }) => status)).toEqual(urls.map(() => 201));
    expect(answers.filter(({ headers }) => !headers.has('idempotency-replayed')).length).toBe(1);
    expect(later.headers.get('idempotency-replayed')).toBe('true');
    const bodies = new Set(await Promise.all([...answers, later].map((answer) => answer.text())));
    expect(bodies.size).toBe(1);
  });

  it('tell of every booking, whichever of them made it', async () => {
    const servers = [onTable(), onTable()];
    const urls = await Promise.all(servers.map(addressOf));
    const ids = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => idOf(await book(urls[n % 2] ?? '', { dateTime: tomorrow(n) }))),
    );
    await untilTold(ids, ...servers);
  });
});

describe.each(['SIGTERM', 'SIGINT'] as const)('%s under load', (signal) => {
  it('finishes what is under way and loses nothing; the next server finds it all', async () => {
    const server = onTable();
    const url = await addressOf(server);
    const booked: string[] = [];
    const refused: number[] = [];
    const bookAway = async (client: number): Promise<void> => {
      for (let n = 0; ; n += 1) {
        const answer = await book(url, { serviceId: `room-${client}`, dateTime: tomorrow(n) }).catch(() => undefined);
        if (!answer) return;
        if (answer.status !== 201) refused.push(answer.status);
        else if (booked.push(await idOf(answer)) === 40) server.child.kill(signal);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, client) => bookAway(client)));

    expect(await server.ended).toBe(0);
    expect(server.err()).toBe('');
    expect(refused).toEqual([]);
    expect(booked.length).toBeGreaterThanOrEqual(40);

    const next = onTable();
    const nextUrl = await addressOf(next);
    const found = await Promise.all(booked.map(async (id) => (await fetch(`${nextUrl}/bookings/${id}`)).status));
    expect(found.filter((status) => status !== 200)).toEqual([]);
    // What a server has no time for before it ends, the next one delivers.
    await untilTold(booked, server, next);
  });
});

describe('a server whose table', () => {
  it('is not there names the command that makes it, and ends', async () => {
    const server = start({ HOLDFAST_STORE: 'dynamodb:nobody-made-me' });
    expect(await server.ended).toBe(1);
    expect(server.err()).toBe(
      'holdfast: there is no table nobody-made-me: "holdfast table create --table nobody-made-me" makes it\n',
    );
    expect(server.out()).toBe('');
  });

  it("is another program's says where to look, and ends", async () => {
    const client = localClient();
    const TableName = `other-${randomUUID()}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    const server = start({ HOLDFAST_STORE: `dynamodb:${TableName}` });
    const how = await server.ended;
    await client.send(new DeleteTableCommand({ TableName }));
    client.destroy();
    expect(how).toBe(1);
    expect(server.err()).toMatch(/^holdfast: the table \S+ is not as it should be .*"holdfast table describe --table .*\n$/);
  });
});
