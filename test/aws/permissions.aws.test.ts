import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Asked } from '../../scripts/aws-local/asked/asked.ts';
import { routing } from '../../scripts/aws-local/http/routes.ts';
import { LambdaFunction } from '../../scripts/aws-local/lambda-function.ts';
import { follower, ticketHolder } from '../../scripts/aws-local/live-client.ts';
import { scheduledEvent } from '../../scripts/aws-local/schedule.ts';
import { deployment } from '../../scripts/aws-local/template.ts';
import { shardsOf } from '../../src/adapters/dynamodb/shards.js';
import { storedIn } from '../adapters/dynamodb/stored.js';
import { answerOf } from '../scripts/aws-local/function-source.js';
import { listenedTo } from './asked.js';
import { callerOf, hourOf } from './caller.js';
import { everythingIn } from './everything-in.js';
import { standingClock } from './standing-clock.js';

const PATIENT = { timeout: 30_000, interval: 50 };
const isTransaction = (needed: readonly Asked[]): boolean => needed.some(({ permission }) => permission.startsWith('dynamodb:PutItem'));

describe('what a function asks of AWS is all that its role allows, and nothing else:', () => {
  it('http, on every route, refused and answered, and when it is not told what became of a booking', async () => {
    const { aws, answer, refused, idle } = await listenedTo();
    const people = { ada: await callerOf(aws, 'ada'), sam: await callerOf(aws, 'sam', ['staff']) };
    const { routes } = deployment().httpApi;
    const taken = new Set<string>();
    const send = async (who: keyof typeof people, status: number, what: string, body?: object, key?: string): Promise<unknown> => {
      const [method = '', path = ''] = what.split(' ');
      taken.add(routing(routes)(method, path.replace(/\?.*$/, ''))?.routeKey ?? '');
      const answered = await people[who](method, path, body, key);
      expect(answered.status, `${what}: ${JSON.stringify(answered.body)} ${aws.printed()}`).toBe(status);
      return answered.body['bookingId'];
    };
    const slot = (hour: number): object => ({ userId: 'ada', serviceId: 'chair', dateTime: hourOf(hour) });
    const period = `from=${hourOf(0)}&to=${hourOf(24)}`;

    await send('sam', 200, 'PUT /services/chair', { name: 'Chair', holdMinutes: 10 });
    const held = `/bookings/${String(await send('ada', 201, 'POST /bookings', { ...slot(10), hold: true }, 'hold'))}`;
    await send('ada', 200, `POST ${held}/confirm`, undefined, 'confirm');
    await send('ada', 200, `POST ${held}/confirm`, undefined, 'confirm');
    await send('ada', 200, `PATCH ${held}`, { dateTime: hourOf(12) });
    await send('ada', 200, `PATCH ${held}`, { notes: 'by the window' });
    await send('ada', 409, 'POST /bookings', slot(12), 'taken');
    await send('sam', 422, `POST ${held}/complete`, undefined, 'too early');
    await send('sam', 422, `POST ${held}/no-show`);
    await send('ada', 200, `POST ${held}/cancel`, undefined, 'cancel');
    await send('ada', 200, `POST ${held}/cancel`);

    answer((_, needed) => (isTransaction(needed) ? 'lost' : undefined));
    await send('ada', 201, 'POST /bookings', slot(14));
    answer(() => undefined);

    for (const path of [held, `${held}/history`, '/bookings?userId=ada']) await send('ada', 200, `GET ${path}`);
    for (const narrowed of ['serviceId=chair', period]) await send('sam', 200, `GET /bookings?${narrowed}`);
    for (const path of ['', '/chair', `/chair/availability?${period}`]) await send('ada', 200, `GET /services${path}`);
    for (const path of ['/livez', '/readyz', '/openapi.json']) await send('ada', 200, `GET ${path}`);
    await send('ada', 404, 'GET /nowhere');
    await send('ada', 201, 'POST /live/tickets');
    const feed = await people.ada('POST', '/calendars', { userId: 'ada' });
    const token = String(feed.body['token']);
    taken.add('POST /calendars');
    for (const method of ['GET', 'HEAD'] as const) await send('ada', 200, `${method} /calendars/${token}.ics`);
    await send('ada', 204, `DELETE /calendars/${token}`);
    for (const path of ['/livez', '/readyz', '/openapi.json']) await send('ada', 200, `HEAD ${path}`);
    await send('ada', 405, 'OPTIONS /bookings');

    expect(routes.map(({ routeKey }) => routeKey).filter((routeKey) => !taken.has(routeKey))).toEqual([]);
    expect([refused(), idle('Http')]).toEqual([{}, []]);
  });

  it('sweep, also when its clock is put back, when another one was faster, and when its answers are lost', async () => {
    const { aws, answer, refused, idle } = await listenedTo();
    const sam = await callerOf(aws, 'sam', ['staff']);
    await sam('PUT', '/services/chair', { holdMinutes: 1 });
    const hold = async (hour: number): Promise<void> => {
      const held = await sam('POST', '/bookings', { userId: 'ada', serviceId: 'chair', dateTime: hourOf(hour), hold: true });
      expect(held, aws.printed()).toMatchObject({ status: 201, body: { status: 'held' } });
    };
    const clock = standingClock(Date.now());
    const { settings } = aws.functions.sweep;
    const sweep = new LambdaFunction({ ...settings, environment: { ...settings.environment, ...clock.environment } }, 2);
    onTestFinished(() => sweep.kill());
    const swept = async (): Promise<unknown> => answerOf(await sweep.invoke(scheduledEvent()));
    /** Once all of the list has been read, and before it is answered. */
    const behindTheList = (then: () => unknown): void => {
      let unread = shardsOf('HOLD').length;
      answer(async (_, needed) => {
        if (needed.some(({ permission }) => permission.endsWith('/index/DueIndex')) && --unread === 0) await then();
        return undefined;
      });
    };

    // Two processes, so that none has to start while another one's list is held back.
    await Promise.all([swept(), swept()]);
    await hold(10);
    const now = Date.now();
    const lapsed = now + 120_000;
    clock.set(lapsed);
    behindTheList(() => clock.set(now));
    expect(await swept(), aws.printed()).toMatchObject({ expired: 0, sweepFailures: 0 });

    clock.set(lapsed);
    behindTheList(async () => expect(await swept(), aws.printed()).toMatchObject({ expired: 1, sweepFailures: 0 }));
    // It finds done what it came for.
    expect(await swept(), aws.printed()).toMatchObject({ expired: 1, sweepFailures: 0 });

    await hold(12);
    answer((_, needed) => (isTransaction(needed) ? 'lost' : undefined));
    expect(await swept(), aws.printed()).toMatchObject({ expired: 1, sweepFailures: 0 });

    expect([refused(), idle('Sweep')]).toEqual([{}, []]);
  });

  it('stream, for an event that is heard, one that nobody takes, and a connection that is gone', async () => {
    const { aws, refused, idle } = await listenedTo();
    aws.topic.fail({ isPoison: ({ attributes }) => attributes['userId'] === 'poisoned' });
    const board = await follower(aws, 'sam', ['all'], ['staff']);
    await follower(aws, 'bob', ['all'], ['staff']);
    const gone = aws.connections.idsOf('bob');
    for (const id of gone) aws.connections.breakOff(id);
    const sam = await callerOf(aws, 'sam', ['staff']);
    const eventIdOf = async (userId: string, hour: number): Promise<string> => {
      const booked = await sam('POST', '/bookings', { userId, serviceId: 'chair', dateTime: hourOf(hour) });
      return `${String(booked.body['bookingId'])}:1`;
    };
    const heard = await eventIdOf('ada', 10);
    const parked = await eventIdOf('poisoned', 12);

    await vi.waitFor(() => expect(board.updates, aws.printed()).toEqual(expect.arrayContaining([heard, parked])), PATIENT);
    await vi.waitFor(async () => {
      const { undelivered } = await storedIn(aws.table.client, aws.table.tableName);
      const everything = await everythingIn(aws.table);
      expect([undelivered, gone.filter((id) => everything.includes(id))]).toEqual([[parked], []]);
    }, PATIENT);
    expect(aws.topic.published.map(({ attributes }) => attributes['eventId'])).toEqual([heard]);
    expect([refused(), idle('Stream')]).toEqual([{}, []]);
  });

  it('websocket and authorizer, from subscribing to the end of a connection', async () => {
    const { aws, refused, idle } = await listenedTo();
    const own = await ticketHolder(aws, 'ada', ['user:ada']);
    expect(await own.ask({ action: 'unsubscribe', topics: ['user:ada'] })).toMatchObject({ action: 'unsubscribed' });
    expect(await own.ask({ action: 'subscribe', topics: ['user:ada'] })).toMatchObject({ action: 'subscribed' });
    expect(await own.ask({ action: 'ping' })).toMatchObject({ action: 'pong' });
    const [id = ''] = aws.connections.idsOf('ada');
    expect(await everythingIn(aws.table)).toContain(id);
    await own.close();
    await vi.waitFor(async () => expect(await everythingIn(aws.table)).not.toContain(id), PATIENT);
    expect([refused(), idle('WebSocket'), idle('Authorizer')]).toEqual([{}, [], []]);
  });
});
