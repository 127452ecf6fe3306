import { describe, expect, it } from 'vitest';
import { inMemorySubscriptions } from '../../src/adapters/in-memory/index.js';
import { errAsync } from '../../src/domain/result.js';
import { jsonLines } from '../../src/entrypoints/lambda/functions/json-lines.js';
import { createAuthorizer, createStreamHandler, createWebSocketHandler } from '../../src/entrypoints/lambda/index.js';
import { invocation, records } from '../entrypoints/lambda/stream/records.js';
import { fails, notifier } from '../unit/use-cases/messengers.js';
import { parking } from '../unit/use-cases/push/ground.js';
import { filterOf } from './metric-filters.js';
import { resourcesOf, template } from './template.js';

const alarm = (name: string) => template.Resources[name]?.Properties ?? {};

/** What a function prints, line by line. */
function printed() {
  const lines: string[] = [];
  return { lines, logger: jsonLines((line) => lines.push(line)) };
}

describe('an alarm', () => {
  const alarms = resourcesOf('AWS::CloudWatch::Alarm').map(([name]) => name);

  it.each(alarms)('%s says what is wrong, and tells whoever is to be told', (name) => {
    expect(alarm(name)).toMatchObject({
      AlarmDescription: expect.any(String),
      AlarmActions: { 'Fn::If': ['TellsOfAlarms', [{ Ref: 'AlarmTopicArn' }], { Ref: 'AWS::NoValue' }] },
    });
  });

  it.each([
    ['EventsAreParked', 'ParkedEvents'],
    ['LiveFails', 'LiveFailures'],
    ['TokensAreNotChecked', 'UncheckedTokens'],
  ])('%s counts what its filter finds', (name, filter) => {
    const { metric } = filterOf(filter);
    expect(alarm(name)).toMatchObject({ Namespace: metric.namespace, MetricName: metric.name, Threshold: 0, Statistic: 'Sum' });
  });

  it('that live connections are not answered watches the API, which knows what its function does not', () => {
    const watched = resourcesOf('AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => JSON.stringify(Properties['Metrics'] ?? []));
    for (const name of ['IntegrationError', 'ExecutionError']) {
      expect(watched.join()).toContain(`"MetricName":"${name}","Dimensions":[{"Name":"ApiId","Value":{"Ref":"WebSocketApi"}}]`);
    }
  });

  it('that events are late goes on when nothing is carried any more', () => {
    expect(alarm('EventsAreLate')).toMatchObject({ MetricName: 'IteratorAge', TreatMissingData: 'ignore' });
  });
});

describe('a line of the stream function', () => {
  const { pattern } = filterOf('ParkedEvents');
  const refuses = (mostAttempts: number) => {
    const { lines, logger } = printed();
    const terms = { mostAttempts, parkAfterMs: 0 };
    const handler = createStreamHandler({ notifier: notifier(() => fails()), parking: parking(), logger, ...terms });
    return handler({ Records: records('a:1') }, invocation()).then(() => lines);
  };

  it('counts when it tells of an event that can be parked nowhere', async () => {
    const { lines, logger } = printed();
    const nowhere = { failed: () => errAsync({ kind: 'not_found' as const }) };
    await createStreamHandler({ notifier: notifier(() => fails()), parking: nowhere, logger })({ Records: records('a:1') }, invocation());
    expect(lines.map((line) => pattern(line))).toEqual([true]);
  });

  it('counts when it tells of an event that was parked', async () => {
    expect((await refuses(1)).map((line) => pattern(line))).toEqual([true]);
  });

  it('does not when it tells of one that is tried again', async () => {
    expect((await refuses(2)).map((line) => pattern(line))).toEqual([false]);
  });
});

describe('a line of the function behind live connections', () => {
  const { pattern } = filterOf('LiveFailures');
  const event = (body: string) => ({
    requestContext: { routeKey: '$default', connectionId: 'c-1', connectedAt: 0, authorizer: { subject: 'ada', roles: 'user' } },
    body,
  });
  const SUBSCRIBE = '{"action":"subscribe","topics":["user:ada"]}';

  it('counts when the table was not reachable, though the client is answered', async () => {
    const { lines, logger } = printed();
    const subscribe = () => errAsync({ kind: 'store_unavailable' as const, cause: new Error('no table') });
    const handler = createWebSocketHandler({ subscriptions: { ...inMemorySubscriptions(), subscribe }, logger });
    expect(await handler(event(SUBSCRIBE))).toMatchObject({ statusCode: 200, body: expect.stringContaining('try_again') });
    expect(lines.map((line) => pattern(line))).toEqual([true]);
  });

  it('counts when there is a bug', async () => {
    const { lines, logger } = printed();
    const subscribe = () => {
      throw new Error('a bug');
    };
    await createWebSocketHandler({ subscriptions: { ...inMemorySubscriptions(), subscribe }, logger })(event(SUBSCRIBE));
    expect(lines.map((line) => pattern(line))).toEqual([true]);
  });

  it('is not there for what a client does wrong', async () => {
    const { lines, logger } = printed();
    const handler = createWebSocketHandler({ subscriptions: inMemorySubscriptions(), logger });
    for (const body of ['', '{"action":"subscribe","topics":["all"]}', SUBSCRIBE]) await handler(event(body));
    expect(lines).toEqual([]);
  });
});

describe('a line of the authorizer', () => {
  const { pattern } = filterOf('UncheckedTokens');
  const asks = async (token: string) => {
    const { lines, logger } = printed();
    const authorize = createAuthorizer({ issuer: 'https://i', audience: 'a', jwksUrl: 'http://127.0.0.1:1/keys', logger });
    const headers = { Authorization: `Bearer ${token}` };
    await expect(authorize({ type: 'REQUEST', methodArn: 'arn:aws:execute-api:::api/live/$connect', headers })).rejects.toBeInstanceOf(Error);
    return lines;
  };

  it('counts when the keys cannot be fetched', async () => {
    const half = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
    const lines = await asks(`${half({ alg: 'RS256', kid: 'k' })}.${half({ sub: 'ada' })}.AAAA`);
    expect(lines.map((line) => pattern(line))).toEqual([true]);
  });

  it('counts when a ticket cannot be redeemed, and does not blame the keys', async () => {
    const { lines, logger } = printed();
    const down = () => errAsync({ kind: 'store_unavailable' as const, cause: new Error('no table') });
    const tickets = { put: down, take: down };
    const authorize = createAuthorizer({ issuer: 'https://i', audience: 'a', jwksUrl: 'http://127.0.0.1:1/keys', tickets, logger });
    const headers = { 'Sec-WebSocket-Protocol': 'holdfast.v1, ticket.any' };
    await expect(authorize({ type: 'REQUEST', methodArn: 'arn:aws:execute-api:::api/live/$connect', headers })).rejects.toThrow('tickets cannot be redeemed');
    expect(lines.map((line) => [pattern(line), JSON.parse(line).message])).toEqual([[true, 'ticket not redeemed']]);
  });

  it('is not there for a bad token, which anybody can send', async () => {
    expect(await asks('x.y.z')).toEqual([]);
  });
});
