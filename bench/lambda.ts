import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBookings } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import { type Bundle, bundled } from '../scripts/lambda/bundle.ts';
import { RULES } from '../scripts/lambda/rules.ts';
import { overheardClient, type Sent } from './dynamodb-floor.ts';
import { answered, coldStart, spawned, type Start } from './lambda/start.ts';
import { onTableOfItsOwn } from './lambda/table.ts';
import { onDynamodb } from './on-dynamodb.ts';
import { inTurn, median, medianRatio } from './rounds.ts';
import { millis, type Row } from './table.ts';

const STARTS = 30;
const WARM = { rounds: 200, warmUp: 300 };
const AIM = { start: 1.1, warm: 1.15 };

const DAY_MS = 86_400_000;
const FUNCTIONS = 'src/entrypoints/lambda/functions';

const megabytes = (figure: number): string => `${figure.toFixed(1)} MB`;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

const tomorrow = (): string => new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2).toISOString();

/** A create as API Gateway hands it over: of a service of its own, with a key. */
function createEvent(): unknown {
  const body = JSON.stringify({ userId: 'a-user', serviceId: randomUUID(), dateTime: tomorrow() });
  return {
    version: '2.0',
    routeKey: 'POST /bookings',
    rawPath: '/bookings',
    rawQueryString: '',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    requestContext: {
      domainName: 'bench.execute-api.eu-central-1.amazonaws.com',
      stage: '$default',
      http: { method: 'POST', path: '/bookings', sourceIp: '192.0.2.1' },
      authorizer: { jwt: { claims: { sub: 'a-user' } } },
    },
    body,
    isBase64Encoded: false,
  };
}

/** What such a create sends, with ids of its own each time. */
async function rawEvents(tableName: string): Promise<() => unknown> {
  const sent: Sent[] = [];
  const client = overheardClient((one) => sent.push(one));
  const bookings = createBookings({ store: dynamodbStore(client, { tableName }) });
  const [serviceId, idempotencyKey] = [randomUUID(), randomUUID()];
  const created = await bookings.create({ userId: 'a-user', serviceId, dateTime: tomorrow() }, { idempotencyKey });
  client.destroy();
  if (created.isErr()) throw new Error(`a create was refused: ${created.error.kind}`);
  const ids = [created.value.booking.bookingId, serviceId, idempotencyKey];
  const requests = JSON.stringify(sent);
  return () => ({ requests: JSON.parse(ids.reduce((text, id) => text.replaceAll(id, randomUUID()), requests)) });
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Built {
  readonly ours: Bundle;
  readonly putItem: Bundle;
  readonly lean: Bundle;
  readonly raw: Bundle;
}

async function build(folder: string): Promise<Built> {
  const at = (name: string): string => join(folder, name);
  return {
    ours: await bundled(`${FUNCTIONS}/http.ts`, at('ours')),
    putItem: await bundled('bench/lambda/put-item.ts', at('put-item'), { lean: false }),
    lean: await bundled('bench/lambda/put-item-lean.ts', at('lean')),
    raw: await bundled('bench/lambda/raw-calls.ts', at('raw'), { lean: false }),
  };
}

async function starts(built: Built, environment: Readonly<Record<string, string>>): Promise<readonly Row[]> {
  const bundles = [built.ours, built.putItem, built.lean];
  const seen: Start[][] = bundles.map(() => []);
  await inTurn(
    STARTS,
    2,
    bundles.map(({ folder }, at) => async () => {
      const start = await coldStart(folder, environment, createEvent);
      seen[at]?.push(start);
      return start.ms;
    }),
  );
  const [ours = [], floor = [], lean = []] = seen.map((all) => all.slice(2));
  const rowOf = (measure: string, of: (start: Start) => number, show: (figure: number) => string, against: readonly Start[]): Row => {
    const ratio = medianRatio(ours.map(of), against.map(of));
    const isAim = against === floor;
    return {
      measure,
      ours: show(median(ours.map(of))),
      floor: show(median(against.map(of))),
      ratio: ratio.toFixed(2),
      aim: isAim ? `≤ ${AIM.start.toFixed(2)}` : '',
      met: isAim ? ratio <= AIM.start : undefined,
    };
  };
  const [ms, mb] = [(start: Start) => start.ms, (start: Start) => start.mb];
  return [
    rowOf('Lambda, start to first create', ms, millis, floor),
    rowOf('Lambda, most memory by then', mb, megabytes, floor),
    rowOf('start, beside a client set up as ours', ms, millis, lean),
    rowOf('memory, beside the same', mb, megabytes, lean),
  ];
}

async function warm(built: Built, environment: Readonly<Record<string, string>>, tableName: string): Promise<Row> {
  const rawEvent = await rawEvents(tableName);
  const [ours, raw] = await Promise.all([spawned(built.ours.folder, environment), spawned(built.raw.folder, environment)]);
  try {
    const works = [() => answered(ours, createEvent()), () => answered(raw, rawEvent())];
    const [creates = [], calls = []] = await inTurn(WARM.rounds, WARM.warmUp, works);
    const ratio = median(creates) / median(calls);
    return { measure: 'Lambda, warm create, p50', ours: millis(median(creates)), floor: millis(median(calls)), ratio: ratio.toFixed(2), aim: `≤ ${AIM.warm}`, met: ratio <= AIM.warm };
  } finally {
    await Promise.all([ours.kill(), raw.kill()]);
  }
}

function sizeOf({ ours, putItem }: Built): Row {
  const most = (RULES['http']?.mostKb ?? 0) * 1024;
  return { measure: 'Lambda, zip of the HTTP function', ours: kilobytes(ours.zipBytes), floor: kilobytes(putItem.zipBytes), ratio: (ours.zipBytes / putItem.zipBytes).toFixed(2), aim: `≤ ${kilobytes(most)}`, met: ours.zipBytes <= most };
}

/**
 * The HTTP function under the local Runtime API. The floor of a start is a function that only puts one item, with the
 * same SDK as it comes and bundled alike; that of a warm create sends the same requests to DynamoDB, and no more.
 */
export const lambda = (): Promise<readonly Row[]> =>
  onDynamodb((given) =>
    onTableOfItsOwn((tableName) =>
      inTemporaryFolder(async (folder) => {
        const built = await build(folder);
        const environment = { HOLDFAST_TABLE: tableName, ...given };
        return [...(await starts(built, environment)), await warm(built, environment, tableName), sizeOf(built)];
      }),
    ),
  );
