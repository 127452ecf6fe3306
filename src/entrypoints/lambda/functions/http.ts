import * as z from 'zod/mini';
import { dynamodbFeedTokens, dynamodbStore, dynamodbTickets } from '../../../adapters/dynamodb/index.js';
import { bookingsOn } from '../../library/bookings-on.js';
import { createHttpHandler } from '../http/handler.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';
import { jsonLines } from './json-lines.js';
import { tableOf } from './table.js';

// Whatever a command's write came to is asked for until twice that long after the command began, by a last attempt of at
// most four questions to the table, of 1.5 s each. So a command ends within 11 s when the table does not answer.
const TIMEOUT_MS = 2_000;

const environment = environmentOf(process.env);
const logger = jsonLines();

// Compiling a check takes longer than the first requests gain by it.
z.config({ jitless: true });

const client = dynamodbClient(environment);
const table = tableOf(environment);
const store = dynamodbStore(client, table);
const bookings = bookingsOn(store, {
  unknownServices: environment.oneOf('HOLDFAST_UNKNOWN_SERVICES', ['default-policy', 'refuse']),
  requireIdempotencyKey: environment.oneOf('HOLDFAST_REQUIRE_IDEMPOTENCY_KEY', ['false', 'true']) === 'true',
  defaultActor: null,
  timeoutMs: TIMEOUT_MS,
  logger,
});

export const handler = createHttpHandler(bookings, {
  base: environment.optional('HOLDFAST_BASE_PATH'),
  tickets: dynamodbTickets(client, table),
  calendars: { feedTokens: dynamodbFeedTokens(client, table) },
  corsOrigins: environment.list('HOLDFAST_CORS_ORIGINS'),
  onError: (error, incidentId) => logger.error({ error, incidentId }, 'unexpected'),
});
