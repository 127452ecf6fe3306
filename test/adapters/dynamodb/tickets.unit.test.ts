import { describe, expect, it } from 'vitest';
import { dynamodbTickets } from '../../../src/adapters/dynamodb/index.js';
import { user } from '../../../src/entrypoints/testing/index.js';
import { type Answering, answeringClient } from './faults/answering-client.js';
import { answer, refusal } from './faults/wire.js';

const OVER = Date.parse('2026-12-01T10:00:00.001Z');
const SECRET = 'nobody’s business';

const ITEM = {
  pk: { S: 'TICKET#d1' },
  sk: { S: 'TICKET' },
  schema: { N: '1' },
  actor: { S: '{"subject":"ada","roles":["user"]}' },
  expiresAt: { N: String(OVER) },
  ttl: { N: String(Date.parse('2026-12-01T10:00:01Z') / 1000) },
};

function ticketsOn(...answers: readonly Answering[]) {
  const { client, received } = answeringClient(answers);
  return { tickets: dynamodbTickets(client, { tableName: 'table' }), received };
}

/** What whoever takes a ticket is told, where this is what lies under its key. */
const taken = (item: object, now = OVER - 1) => ticketsOn(() => answer({ Attributes: item })).tickets.take('d1', now);

describe('a ticket', () => {
  it('is one item, which DynamoDB may delete when it is over and no earlier', async () => {
    const { tickets, received } = ticketsOn();
    (await tickets.put('d1', { actor: user('ada'), expiresAt: OVER }))._unsafeUnwrap();
    expect(received.map(({ operation, body }) => [operation, body['Item']])).toEqual([['PutItem', ITEM]]);
  });

  it('is taken by deleting it, for which it has to be there', async () => {
    const { tickets, received } = ticketsOn(() => answer({ Attributes: ITEM }));
    expect((await tickets.take('d1', OVER - 1))._unsafeUnwrap()).toEqual(user('ada'));
    const body = { Key: { pk: ITEM.pk, sk: ITEM.sk }, ConditionExpression: 'attribute_exists(pk)', ReturnValues: 'ALL_OLD' };
    expect(received).toMatchObject([{ operation: 'DeleteItem', body }]);
  });

  it('that was deleted before is nobody’s', async () => {
    const { tickets } = ticketsOn(() => refusal('ConditionalCheckFailedException'));
    expect((await tickets.take('d1', 0))._unsafeUnwrap()).toBeUndefined();
  });
});

describe('an item that is no ticket of this release', () => {
  it.each([
    ['of another program', { schema: undefined }, 'was not written by Holdfast'],
    ['of a newer release', { schema: { N: '2' } }, 'has schema 2, newer than 1, the newest this release knows'],
    ['without an actor', { actor: undefined }, 'holds no text in actor'],
    ['whose actor is no JSON', { actor: { S: SECRET } }, 'holds no JSON in actor'],
    ['whose actor is none', { actor: { S: JSON.stringify({ subject: SECRET }) } }, 'holds in actor what it should not, at roles'],
    ['whose actor has a role that is none', { actor: { S: '{"subject":"ada","roles":["root"]}' } }, 'holds in actor what it should not, at roles.0'],
    ['without an end', { expiresAt: undefined }, 'holds no whole number in expiresAt'],
    ['whose end is none', { expiresAt: { S: SECRET } }, 'holds no whole number in expiresAt'],
  ])('%s lets nobody in, and is not quoted', async (_, changes, why) => {
    const { kind, cause } = (await taken({ ...ITEM, ...changes }))._unsafeUnwrapErr();
    expect(kind).toBe('store_unavailable');
    expect(cause).toMatchObject({ code: 'UNREADABLE_ITEM', message: `the item of a ticket ${why}` });
  });
});

it('a table that is not there is store_unavailable', async () => {
  const missing: Answering = () => refusal('ResourceNotFoundException');
  const { tickets } = ticketsOn(missing, missing);
  const told = { error: { kind: 'store_unavailable', cause: { name: 'ResourceNotFoundException' } } };
  expect(await tickets.put('d1', { actor: user('ada'), expiresAt: OVER })).toMatchObject(told);
  expect(await tickets.take('d1', OVER)).toMatchObject(told);
});

it('settings that it cannot work with are refused at once', () => {
  const { client } = answeringClient();
  expect(() => dynamodbTickets(client, { tableName: '' })).toThrow(TypeError);
  expect(() => dynamodbTickets(client, { tableName: 'table', maxWaitMs: 0 })).toThrow(TypeError);
});
