import { dynamodbStore } from '../../../adapters/dynamodb/index.js';
import { bookingsOn } from '../../library/bookings-on.js';
import { createHttpHandler } from '../http/handler.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';

const environment = environmentOf(process.env);

const store = dynamodbStore(dynamodbClient(environment), { tableName: environment.text('HOLDFAST_TABLE') });
const bookings = bookingsOn(store, {
  unknownServices: environment.oneOf('HOLDFAST_UNKNOWN_SERVICES', ['default-policy', 'refuse']),
  requireIdempotencyKey: environment.oneOf('HOLDFAST_REQUIRE_IDEMPOTENCY_KEY', ['false', 'true']) === 'true',
  defaultActor: null,
});

export const handler = createHttpHandler(bookings);
