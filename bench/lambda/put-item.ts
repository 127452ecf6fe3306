import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { putting } from './putting.ts';

// With a client as every example makes it.
export const handler = putting(new DynamoDBClient({}));
