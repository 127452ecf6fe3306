import { dynamodbStore } from '../../../adapters/dynamodb/index.js';
import { createBookings } from '../../library/create-bookings.js';
import { createSweepHandler } from '../sweep.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';

const environment = environmentOf(process.env);

const bookings = createBookings({
  store: dynamodbStore(dynamodbClient(environment), { tableName: environment.text('HOLDFAST_TABLE') }),
  defaultActor: null,
});

export const handler = createSweepHandler(bookings);
