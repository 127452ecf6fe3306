import { dynamodbStore } from '../../../adapters/dynamodb/index.js';
import { bookingsOn } from '../../library/bookings-on.js';
import { createSweepHandler } from '../sweep.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';
import { jsonLines } from './json-lines.js';
import { tableOf } from './table.js';

const environment = environmentOf(process.env);
const store = dynamodbStore(dynamodbClient(environment), tableOf(environment));

export const handler = createSweepHandler(bookingsOn(store, { defaultActor: null, logger: jsonLines() }));
