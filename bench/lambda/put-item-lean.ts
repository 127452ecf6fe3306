import { dynamodbClient } from '../../src/entrypoints/lambda/functions/clients.js';
import { environmentOf } from '../../src/entrypoints/lambda/functions/environment.js';
import { putting } from './putting.ts';

export const handler = putting(dynamodbClient(environmentOf(process.env)));
