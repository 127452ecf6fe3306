import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LambdaFunction } from '../../scripts/aws-local/lambda-function.ts';
import { follower, ticketHolder } from '../../scripts/aws-local/live-client.ts';
import { scheduledEvent } from '../../scripts/aws-local/schedule.ts';
import { arranged } from './arranged.js';
import { callerOf, hourOf } from './caller.js';
import { standingClock } from './standing-clock.js';

const PATIENT = { timeout: 30_000, interval: 20 };

describe('what is booked on AWS', () => {
  it('is answered, notified, and seen live by whoever may see it', async () => {
    const aws = await arranged();
    const [ada, sam] = [await callerOf(aws, 'ada'), await callerOf(aws, 'sam', ['staff'])];
    const board = await follower(aws, 'sam', ['service:massage'], ['staff']);
    const own = await ticketHolder(aws, 'ada', ['user:ada']);
    const others = await follower(aws, 'bob', ['user:bob']);

    const booked = await ada('POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: hourOf(10) }, 'first');
    expect(booked, aws.printed()).toMatchObject({ status: 201, body: { status: 'confirmed', version: 1 } });
    const id = String(booked.body['bookingId']);
    expect(await sam('POST', `/bookings/${id}/cancel`, { reason: 'closed' })).toMatchObject({ status: 200 });

    const eventIds = [`${id}:1`, `${id}:2`];
    await vi.waitFor(() => expect([board.updates, own.updates], aws.printed()).toEqual([eventIds, eventIds]), PATIENT);
    expect(others.updates).toEqual([]);
    const [first, second] = aws.topic.received();
    expect([first, second]).toMatchObject([
      { MessageAttributes: { type: { Value: 'BookingConfirmed' }, eventId: { Value: `${id}:1` } } },
      { MessageAttributes: { type: { Value: 'BookingCancelled' }, eventId: { Value: `${id}:2` } } },
    ]);
    expect(JSON.parse(second?.Message ?? '')).toMatchObject({ eventId: `${id}:2`, booking: { status: 'cancelled', cancelReason: 'closed' } });
  });

  it('is recorded as expired by the sweep, when a hold has lapsed', async () => {
    const aws = await arranged();
    const [ada, sam] = [await callerOf(aws, 'ada'), await callerOf(aws, 'sam', ['staff'])];
    await sam('PUT', '/services/chair', { name: 'Chair', holdMinutes: 1 });
    const held = await ada('POST', '/bookings', { userId: 'ada', serviceId: 'chair', dateTime: hourOf(10), hold: true });
    expect(held, aws.printed()).toMatchObject({ status: 201, body: { status: 'held' } });
    expect(await aws.functions.sweep.invoke(scheduledEvent())).toMatchObject({ payload: expect.stringContaining('"expired":0') });

    const { settings } = aws.functions.sweep;
    const { environment } = standingClock(Date.now() + 120_000);
    const later = new LambdaFunction({ ...settings, environment: { ...settings.environment, ...environment } }, 1);
    onTestFinished(() => later.kill());
    expect(await later.invoke(scheduledEvent())).toMatchObject({ payload: expect.stringContaining('"expired":1') });
    const path = `/bookings/${String(held.body['bookingId'])}`;
    expect(await sam('GET', path)).toMatchObject({ status: 200, body: { status: 'expired', version: 2 } });
    const types = () => aws.topic.received().map(({ MessageAttributes }) => MessageAttributes?.['type']?.Value);
    await vi.waitFor(() => expect(types(), aws.printed()).toEqual(['BookingHeld', 'BookingExpired']), PATIENT);
  });

  it('is not looked at by whoever has no token', async () => {
    const aws = await arranged();
    for (const [method, path] of [['GET', '/bookings'], ['DELETE', '/bookings'], ['GET', '/nowhere'], ['HEAD', '/services']] as const) {
      const response = await fetch(`${aws.http.url}${path}`, { method });
      expect([response.status, await response.text()]).toEqual([401, method === 'HEAD' ? '' : '{"message":"Unauthorized"}']);
    }
  });
});

describe('what anybody may read on AWS', () => {
  it.each(['/livez', '/readyz', '/openapi.json'])('%s is read without a token, by HEAD too', async (path) => {
    const aws = await arranged();
    const statuses = await Promise.all(['GET', 'HEAD'].map(async (method) => (await fetch(`${aws.http.url}${path}`, { method })).status));
    expect(statuses).toEqual([200, 200]);
  });
});

describe('a page of another origin', () => {
  const HERE = 'https://app.example';
  const asksForLeave = (url: string, origin: string) =>
    fetch(`${url}/bookings/b-1/cancel`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

  it('that was named gets leave, without a token, and may read what it is answered', async () => {
    const aws = await arranged({ corsOrigins: [HERE] });
    const leave = await asksForLeave(aws.http.url, HERE);
    expect([leave.status, leave.headers.get('access-control-allow-origin')]).toEqual([204, HERE]);
    expect(leave.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    const authorization = `Bearer ${await aws.issuer.tokenFor('ada')}`;
    const answer = await fetch(`${aws.http.url}/bookings`, { headers: { origin: HERE, authorization } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, HERE]);
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  it.each([
    ['was not named', [HERE], 'https://evil.example'],
    ['calls where none was named', [], HERE],
  ])('that %s gets none', async (_, corsOrigins, origin) => {
    const aws = await arranged({ corsOrigins });
    const leave = await asksForLeave(aws.http.url, origin);
    expect([leave.status, leave.headers.get('access-control-allow-origin')]).toEqual([405, null]);
  });
});
