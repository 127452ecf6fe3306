import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snsNotifier } from '../../../src/adapters/sns/index.js';
import { EVENTS } from '../dynamodb/stored-items.js';
import { type Refusal, snsEndpoint, type SnsEndpoint } from './sns-endpoint.js';

const topicArn = 'arn:aws:sns:eu-central-1:000000000000:bookings';
const never = new AbortController().signal;
const EVENT = EVENTS.BookingHeld;

let endpoint: SnsEndpoint;
beforeEach(async () => {
  endpoint = await snsEndpoint();
});
afterEach(() => endpoint.close());

const refused = async (refusal: Refusal) => {
  endpoint.refuse(() => refusal);
  return (await snsNotifier(endpoint.client, { topicArn }).notify(EVENT, never))._unsafeUnwrapErr();
};

it('an event is one publication, with all of it on the wire', async () => {
  (await snsNotifier(endpoint.client, { topicArn }).notify(EVENT, never))._unsafeUnwrap();
  expect(endpoint.published).toEqual([
    {
      topicArn,
      subject: 'Booking held: Chair',
      bodies: expect.objectContaining({ sqs: JSON.stringify(EVENT) }),
      attributes: { type: 'BookingHeld', bookingId: 'b-1', userId: 'ada', serviceId: 'chair', eventId: 'b-1:1' },
      groupId: undefined,
      deduplicationId: undefined,
    },
  ]);
});

describe('what SNS refuses for good', () => {
  it.each([
    ['InvalidParameter', 'Invalid parameter: Message too long'],
    ['InvalidParameter', 'Invalid parameter: Subject'],
    ['ParameterValueInvalid', 'The message attribute userId is not valid'],
  ])('%s (%s)', async (code, message) => {
    const error = await refused({ status: 400, code, message });
    expect(error).toMatchObject({ kind: 'not_notified', retry: false, cause: expect.objectContaining({ message }) });
  });
});

describe('what passes, or somebody can mend', () => {
  it.each([
    [400, 'InvalidParameter', 'Invalid parameter: TopicArn Reason: no valid account'],
    [404, 'NotFound', 'Topic does not exist'],
    [403, 'AuthorizationError', 'not authorized to perform: SNS:Publish'],
    [403, 'InvalidClientTokenId', 'The security token included in the request is invalid'],
    [400, 'KMSAccessDenied', 'no access to the key'],
    [400, 'Throttling', 'Rate exceeded'],
    [500, 'InternalError', 'beside itself'],
    [503, 'ServiceUnavailable', 'later'],
  ])('%i %s (%s)', async (status, code, message) => {
    expect(await refused({ status, code, message })).toMatchObject({ kind: 'not_notified', retry: true });
  });

  it('that nobody answers', async () => {
    const nobody = new SNSClient({
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
      maxAttempts: 1,
    });
    const error = (await snsNotifier(nobody, { topicArn }).notify(EVENT, never))._unsafeUnwrapErr();
    expect(error).toMatchObject({ retry: true, cause: expect.objectContaining({ code: 'ECONNREFUSED' }) });
    nobody.destroy();
  });

  it('that there is no region', async () => {
    const nowhere = new SNSClient({ region: (): Promise<string> => Promise.reject(new Error('Region is missing')) });
    const error = (await snsNotifier(nowhere, { topicArn }).notify(EVENT, never))._unsafeUnwrapErr();
    expect(error).toMatchObject({ retry: true, cause: expect.objectContaining({ message: 'Region is missing' }) });
    nowhere.destroy();
  });
});

it('whoever stops waiting ends the request', async () => {
  const impatient = new AbortController();
  endpoint.refuse(() => {
    impatient.abort();
    return { status: 500, code: 'InternalError', message: 'too late' };
  });
  const error = (await snsNotifier(endpoint.client, { topicArn }).notify(EVENT, impatient.signal))._unsafeUnwrapErr();
  expect(error).toMatchObject({ retry: true, cause: expect.objectContaining({ name: 'AbortError' }) });
});

it.each<[string, () => unknown]>([
  ['no client', () => snsNotifier(JSON.parse('{}'), { topicArn })],
  ['no topic', () => snsNotifier(new SNSClient({}), { topicArn: '' })],
  ['a name instead of an ARN', () => snsNotifier(new SNSClient({}), { topicArn: 'bookings' })],
])('is not made with %s', (_, make) => {
  expect(make).toThrow(TypeError);
});
