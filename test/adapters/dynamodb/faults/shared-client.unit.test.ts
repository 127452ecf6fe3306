import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { service } from '../../../../src/entrypoints/testing/contract/samples.js';
import { answeringClient } from './answering-client.js';
import { answer } from './wire.js';

const ofTheirs = { marshallOptions: { convertEmptyValues: true } };
const put = new PutCommand({ TableName: 'theirs', Item: { pk: 'a', note: '' } });
const options = { tableName: 'table' };

const chair = service(1);
const stored = () =>
  answer({
    Item: {
      pk: { S: `SERVICE#${chair.serviceId}` },
      sk: { S: 'SERVICE' },
      schema: { N: '1' },
      version: { N: '1' },
      service: { S: JSON.stringify(chair) },
    },
  });

describe('a client of which the program has made a document client of its own', () => {
  it('leaves the settings of that one alone, whichever was made first', async () => {
    const before = answeringClient();
    const madeBefore = DynamoDBDocumentClient.from(before.client, ofTheirs);
    dynamodbStore(before.client, options);
    await madeBefore.send(put);

    const after = answeringClient();
    dynamodbStore(after.client, options);
    await DynamoDBDocumentClient.from(after.client, ofTheirs).send(put);

    const items = [before, after].map(({ received }) => received[0]?.body['Item']);
    const asTheyWish = { pk: { S: 'a' }, note: { NULL: true } };
    expect(items).toEqual([asTheyWish, asTheyWish]);
  });

  it('does not change those of the store, when it is made later', async () => {
    const { client } = answeringClient([], stored);
    const store = dynamodbStore(client, options);
    DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: true } });
    expect(await store.catalog.get(chair.serviceId)).toMatchObject({ value: chair });
  });
});
