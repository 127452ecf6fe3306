import { dynamodbTickets } from '../../../adapters/dynamodb/index.js';
import { createAuthorizer } from '../authorizer.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';
import { jsonLines } from './json-lines.js';

const environment = environmentOf(process.env);

export const handler = createAuthorizer({
  issuer: environment.text('HOLDFAST_JWT_ISSUER'),
  audience: environment.text('HOLDFAST_JWT_AUDIENCE'),
  jwksUrl: environment.text('HOLDFAST_JWKS_URL'),
  tickets: dynamodbTickets(dynamodbClient(environment), { tableName: environment.text('HOLDFAST_TABLE') }),
  logger: jsonLines(),
});
