import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FunctionName } from '../../scripts/aws-local/deployed-functions.ts';
import { LambdaFunction } from '../../scripts/aws-local/lambda-function.ts';
import { filterOf } from '../deployment/metric-filters.js';
import { type Arranged, arranged } from './arranged.js';
import { callerOf, hourOf } from './caller.js';

const PATIENT = { timeout: 30_000, interval: 50 };

/** One of the deployed functions, with other variables, and how many of its lines a metric filter counts. */
function watched(aws: Arranged, name: FunctionName, filter: string, variables: Readonly<Record<string, string>>) {
  const { settings } = aws.functions[name];
  const { pattern } = filterOf(filter);
  let text = '';
  const onLog = (more: string): void => void (text += more);
  const called = new LambdaFunction({ ...settings, onLog, environment: { ...settings.environment, ...variables } }, 1);
  onTestFinished(() => called.kill());
  return { invoke: (event: unknown) => called.invoke(event), counted: () => text.split('\n').filter(pattern).length };
}

describe('what a deployed function prints is counted for an alarm', () => {
  it('when an event was parked, and not before', async () => {
    const aws = await arranged();
    const { pattern } = filterOf('ParkedEvents');
    const counted = (): number => aws.printed().split('\n').map((line) => line.replace(/^stream: /, '')).filter(pattern).length;
    let tries = 0;
    let countedAtLastTry = 0;
    aws.topic.fail({ isPoison: () => true });
    aws.topic.onPublish((count) => {
      [tries, countedAtLastTry] = [count, counted()];
    });
    const ada = await callerOf(aws, 'ada');
    expect(await ada('POST', '/bookings', { userId: 'ada', serviceId: 'massage', dateTime: hourOf(10) })).toMatchObject({ status: 201 });
    await vi.waitFor(() => expect(counted(), aws.printed()).toBe(1), PATIENT);
    expect(tries).toBeGreaterThanOrEqual(5);
    expect(countedAtLastTry).toBe(0);
  });

  it('when live updates cannot be followed, for the table is gone', async () => {
    const aws = await arranged();
    const { invoke, counted } = watched(aws, 'websocket', 'LiveFailures', { HOLDFAST_TABLE: 'gone' });
    const authorizer = { subject: 'ada', roles: 'user' };
    const requestContext = { routeKey: '$default', connectionId: 'c-1=', connectedAt: Date.now(), authorizer };
    await invoke({ requestContext, body: '{"action":"ping"}' });
    expect(counted()).toBe(0);
    expect(await invoke({ requestContext, body: '{"action":"subscribe","topics":["user:ada"]}' })).toMatchObject({ kind: 'answered' });
    await vi.waitFor(() => expect(counted()).toBe(1), PATIENT);
  });

  it('when the keys of tokens cannot be fetched, and not for a bad token', async () => {
    const aws = await arranged();
    const { invoke, counted } = watched(aws, 'authorizer', 'UncheckedTokens', { HOLDFAST_JWKS_URL: 'http://127.0.0.1:1/keys' });
    const asking = (token: string) =>
      invoke({ type: 'REQUEST', methodArn: 'arn:aws:execute-api:::local/live/$connect', headers: { Authorization: `Bearer ${token}` } });
    expect(await asking('x.y.z')).toMatchObject({ kind: 'failed', error: { errorMessage: 'Unauthorized' } });
    expect(await asking(await aws.issuer.tokenFor('ada'))).toMatchObject({ kind: 'failed' });
    await vi.waitFor(() => expect(counted()).toBe(1), PATIENT);
  });

  it('when a ticket cannot be redeemed, for the table is gone', async () => {
    const aws = await arranged();
    const { invoke, counted } = watched(aws, 'authorizer', 'UncheckedTokens', { HOLDFAST_TABLE: 'gone' });
    const headers = { 'Sec-WebSocket-Protocol': 'holdfast.v1, ticket.any' };
    expect(await invoke({ type: 'REQUEST', methodArn: 'arn:aws:execute-api:::local/live/$connect', headers })).toMatchObject({ kind: 'failed' });
    await vi.waitFor(() => expect(counted()).toBe(1), PATIENT);
  });
});
