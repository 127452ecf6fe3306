import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { snsNotifier } from '../../../src/adapters/sns/index.js';
import { timedNotifier } from '../../../src/adapters/system/index.js';
import { toBooking, toEvent } from '../../../src/domain/booking/publish.js';
import { environmentOf } from '../../../src/entrypoints/lambda/functions/environment.js';
import { snsClient } from '../../../src/entrypoints/lambda/functions/sns-client.js';
import { confirmed } from '../../unit/builders.js';

const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:bookings';
const PUBLISHED = '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
/** After that the stream's handler stops waiting. */
const HANDLER_MS = 5_000;

let close = (): void => undefined;
afterEach(() => close());

/** An SNS that leaves the first requests without an answer, and how often it was asked. */
async function silentFor(requests: number) {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (asked > requests) response.writeHead(200, { 'content-type': 'text/xml' }).end(PUBLISHED);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = snsClient(
    environmentOf({
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'y',
      AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${port}`,
    }),
  );
  close = () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  };
  const notifier = timedNotifier(snsNotifier(client, { topicArn: TOPIC }), HANDLER_MS);
  const event = toEvent('BookingConfirmed', toBooking(confirmed()), { subject: 'ada', roles: ['user'] });
  return { notify: () => notifier.notify(event, new AbortController().signal), asked: () => asked };
}

it.each([1, 2])('a publication that gets no answer for %i tries is published by the next one, in the time of one delivery', async (tries) => {
  const { notify, asked } = await silentFor(tries);
  expect((await notify()).isOk()).toBe(true);
  expect(asked()).toBe(tries + 1);
});

it('one that never gets an answer has ended by itself before the handler stops waiting', async () => {
  const { notify, asked } = await silentFor(Number.POSITIVE_INFINITY);
  const told = await notify();
  expect(told._unsafeUnwrapErr().cause).toMatchObject({ name: 'TimeoutError' });
  expect(asked()).toBe(3);
});
