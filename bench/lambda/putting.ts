import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

interface Asked {
  readonly body: string;
}

/** The least that a function does which keeps a booking. */
export const putting = (client: DynamoDBClient) => async (event: Asked) => {
  const { userId, serviceId, dateTime }: Readonly<Record<string, string>> = JSON.parse(event.body);
  const Item = {
    pk: { S: `BOOKING#${randomUUID()}` },
    sk: { S: 'BOOKING' },
    userId: { S: userId ?? '' },
    serviceId: { S: serviceId ?? '' },
    dateTime: { S: dateTime ?? '' },
  };
  await client.send(new PutItemCommand({ TableName: process.env['HOLDFAST_TABLE'], Item }));
  return { statusCode: 201, headers: { 'Content-Type': 'application/json' }, body: event.body };
};
