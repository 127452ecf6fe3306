import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { apiGatewayBroadcaster } from '../../../../src/adapters/api-gateway-websocket/index.js';
import { dynamodbSubscriptions } from '../../../../src/adapters/dynamodb/index.js';
import { staff, user } from '../../../../src/entrypoints/testing/index.js';
import { connectionsApi } from '../../../adapters/api-gateway-websocket/connections-api.js';
import { booked } from '../../../adapters/api-gateway-websocket/events.js';
import { type LocalTable, localTable } from '../../../adapters/dynamodb/local-table.js';
import { message, socketEvent } from './websocket-event.js';

let table: LocalTable;
beforeAll(async () => {
  table = await localTable();
  vi.stubEnv('HOLDFAST_TABLE', table.tableName);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await table.drop();
});

it('who subscribes by the function hears of the next event, and who has left does not', async () => {
  const { handler } = await import('../../../../src/entrypoints/lambda/functions/websocket.js');
  // The table's clock is this machine's: entries that end in the past would be nobody's.
  const connectedAt = Date.now();
  const as = (connectionId: string, event: ReturnType<typeof message>) => ({
    ...event,
    requestContext: { ...event.requestContext, connectionId, connectedAt },
  });
  const ada = { actor: user('ada') };
  for (const id of ['c-1=', 'c-2=']) {
    expect(await handler(as(id, socketEvent('$connect')))).toEqual({ statusCode: 200 });
    expect(await handler(as(id, message({ action: 'subscribe', topics: ['all', 'service:chair'] })))).toMatchObject({ statusCode: 200 });
  }
  await handler(as('c-3=', message({ action: 'subscribe', topics: ['user:ada'] }, ada)));
  await handler(as('c-2=', socketEvent('$disconnect', { actor: staff('sam') })));

  const { client, sent, close } = await connectionsApi();
  try {
    const subscriptions = dynamodbSubscriptions(table.client, { tableName: table.tableName });
    (await apiGatewayBroadcaster(client, subscriptions).broadcast(booked(1), new AbortController().signal))._unsafeUnwrap();
    expect([...sent.keys()].sort()).toEqual(['c-1=', 'c-3=']);
    expect(sent.get('c-3=')?.map((body) => JSON.parse(body).event.eventId)).toEqual(['b-1:1']);
  } finally {
    await close();
  }
});
