import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Arrangement, startArrangement } from '../../scripts/aws-local/arrangement.ts';
import type { FunctionName } from '../../scripts/aws-local/deployed-functions.ts';
import { StreamReader } from '../../scripts/aws-local/stream/reader.ts';
import { type StreamRecord, toStreamRecord } from '../../scripts/aws-local/stream/record.ts';
import { storedIn } from '../adapters/dynamodb/stored.js';
import { answerOf } from '../scripts/aws-local/function-source.js';
import { book } from './booked.js';
import { hourOf } from './caller.js';

let aws: Arrangement;
beforeAll(async () => {
  aws = await startArrangement({ isMappingPaused: true });
});
afterAll(() => aws?.stop());

const invoked = async (name: FunctionName, event: unknown): Promise<unknown> => answerOf(await aws.functions[name].invoke(event));
const eventIdsStored = async (): Promise<readonly string[]> => (await storedIn(aws.table.client, aws.table.tableName)).eventIds;

const httpEvent = (more: object): object => ({
  version: '2.0',
  routeKey: 'POST /bookings',
  rawPath: '/bookings',
  rawQueryString: '',
  headers: { 'content-type': 'application/json' },
  isBase64Encoded: false,
  requestContext: {
    stage: '$default',
    http: { method: 'POST', path: '/bookings', sourceIp: '192.0.2.1' },
    authorizer: { jwt: { claims: { sub: 'ada' } } },
  },
  ...more,
});
const BOOKING = JSON.stringify({ userId: 'ada', serviceId: 'massage', dateTime: hourOf(9) });
const REST = { version: '1.0', resource: '/bookings', path: '/bookings', httpMethod: 'POST', body: BOOKING, requestContext: {} };
const QUEUED = { Records: [{ eventSource: 'aws:sqs', messageId: 'm-1', body: BOOKING }] };

describe('the HTTP function, given', () => {
  it.each([
    ['no body', { body: undefined }],
    ['wrong base64', { body: `${BOOKING} `, isBase64Encoded: true }],
    ['half of some base64', { body: Buffer.from(BOOKING).toString('base64').slice(0, -3), isBase64Encoded: true }],
    ['bytes that are no text', { body: '/w==', isBase64Encoded: true }],
    ['no JSON', { body: '{"userId":' }],
  ])('%s, answers with 400 and books nothing', async (_, more) => {
    const before = await eventIdsStored();
    const answer = await invoked('http', httpEvent(more));
    expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('"code":"invalid_request"') });
    expect(await eventIdsStored()).toEqual(before);
  });

  it.each([
    ['an event of payload format 1.0', REST, 'payload format 1.0'],
    ['the records of a queue', QUEUED, 'something else'],
    ['nothing', null, 'no event'],
  ])('%s, fails, so that whoever sent it knows', async (_, event, why) => {
    const before = await eventIdsStored();
    const reply = await aws.functions.http.invoke(event);
    expect(reply).toMatchObject({ kind: 'failed', error: { errorType: 'TypeError', errorMessage: expect.stringContaining(why) } });
    expect(await eventIdsStored()).toEqual(before);
  });

  it('a good event after all of those, answers it', async () => {
    expect(await invoked('http', httpEvent({ body: BOOKING }))).toMatchObject({ statusCode: 201 });
  });
});

/** Every record of the table's stream that there is by now. */
async function streamed(atLeast: number): Promise<readonly StreamRecord[]> {
  const records: _Record[] = [];
  const reader = new StreamReader(aws.table.streams, aws.table.streamArn, async (more) => void records.push(...more));
  const reading = reader.read();
  await vi.waitFor(() => expect(records.length).toBeGreaterThanOrEqual(atLeast), { timeout: 30_000 });
  reader.stop();
  await reading;
  return records.map((record) => toStreamRecord(record, aws.table.streamArn));
}
const isBooking = ({ dynamodb }: StreamRecord): boolean => dynamodb.Keys['sk']?.S === 'BOOKING';
const idOf = ({ dynamodb }: StreamRecord): string => (dynamodb.Keys['pk']?.S ?? '').replace('BOOKING#', '');
const arrived = (): readonly (string | undefined)[] => aws.topic.published.map(({ attributes }) => attributes['bookingId']);

describe('the stream function, given', () => {
  it.each([
    ['records of a queue', QUEUED, [{ itemIdentifier: '' }]],
    ['records of nothing', { Records: [null, 7] }, [{ itemIdentifier: '' }, { itemIdentifier: '' }]],
    ['no records', { Records: [] }, []],
  ])('%s, reports all that is not of a stream', async (_, event, batchItemFailures) => {
    expect(await invoked('stream', event)).toEqual({ batchItemFailures });
  });

  it('no list of records, fails', async () => {
    expect(await aws.functions.stream.invoke(httpEvent({}))).toMatchObject({ kind: 'failed', error: { errorType: 'TypeError' } });
  });

  it('a batch of one bad and nine good records, delivers the nine and reports the one, until it is parked', async () => {
    await book(aws.table, 0, 20);
    const records = (await streamed(100)).filter((record) => isBooking(record) && record.eventName === 'INSERT').slice(0, 10);
    expect(records).toHaveLength(10);
    const [first, ...others] = records;
    const bad = others[3] ?? first;
    if (!bad) throw new Error('no record');
    const damaged: StreamRecord = { ...bad, dynamodb: { ...bad.dynamodb, NewImage: { ...bad.dynamodb.NewImage, state: { S: '{"half":' } } } };
    const batch = { Records: records.map((record) => (record === bad ? damaged : record)) };
    const good = records.filter((record) => record !== bad).map(idOf);

    const answers: unknown[] = [];
    for (let n = 0; n < 5; n += 1) answers.push(await invoked('stream', batch));
    const reported = { batchItemFailures: [{ itemIdentifier: bad.dynamodb.SequenceNumber }] };
    expect(answers).toEqual([reported, reported, reported, reported, { batchItemFailures: [] }]);
    expect(new Set(arrived())).toEqual(new Set(good));
    const { undelivered } = await storedIn(aws.table.client, aws.table.tableName);
    expect(undelivered).toEqual([`${idOf(bad)}:1`]);
  });

  it('records of other items, of changes and of deletions, carries on the changes of bookings alone', async () => {
    const records = await streamed(100);
    const changed = records.filter((record) => isBooking(record) && record.eventName === 'MODIFY').slice(0, 3);
    const others = records.filter((record) => !isBooking(record)).slice(0, 5);
    const [one] = records.filter(isBooking);
    if (!one || changed.length === 0 || others.length === 0) throw new Error('no such records');
    const { NewImage: _, ...withoutImage } = one.dynamodb;
    const removed: StreamRecord = { ...one, eventName: 'REMOVE', dynamodb: withoutImage };
    const before = aws.topic.published.length;
    expect(await invoked('stream', { Records: [...others, removed, ...changed] })).toEqual({ batchItemFailures: [] });
    expect(arrived().slice(before).sort()).toEqual(changed.map(idOf).sort());
  });
});

describe('the functions of live connections, given', () => {
  const context = { routeKey: '$default', connectionId: 'c-1=', connectedAt: Date.now(), authorizer: { principalId: 'ada' } };

  it.each([
    ['websocket', 'an event of an HTTP API', httpEvent({ body: BOOKING })],
    ['websocket', 'records', QUEUED],
    ['authorizer', 'an event of an HTTP API', httpEvent({})],
    ['authorizer', 'nothing', null],
  ] as const)('%s: %s, fail', async (name, _, event) => {
    expect(await aws.functions[name].invoke(event)).toMatchObject({ kind: 'failed', error: { errorType: 'TypeError' } });
  });

  it('a message of somebody whom no authorizer has seen, answer with 401', async () => {
    const { authorizer: _, ...nobody } = context;
    expect(await invoked('websocket', { requestContext: nobody, body: '{"action":"ping"}' })).toEqual({ statusCode: 401 });
  });

  it.each([
    ['no body', {}],
    ['no JSON', { body: '{"action":' }],
    ['bytes that are no text', { body: '/w==', isBase64Encoded: true }],
  ])('a message with %s, answer with an error frame', async (_, more) => {
    const { issuer } = aws;
    const authorized = await invoked('authorizer', {
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-central-1:000000000000:local/live/$connect',
      headers: { Authorization: `Bearer ${await issuer.tokenFor('ada')}` },
    });
    const { context: given } = Object(authorized);
    const answer = await invoked('websocket', { requestContext: { ...context, authorizer: given }, ...more });
    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringMatching(/^{"action":"error","code":"/) });
  });
});

describe('the sweep, given', () => {
  it.each([['nothing', null], ['an event of something else', QUEUED]])('%s, sweeps all the same', async (_, event) => {
    expect(await invoked('sweep', event)).toMatchObject({ expired: 0 });
  });
});
