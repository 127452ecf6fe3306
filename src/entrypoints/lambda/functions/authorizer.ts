import { dynamodbTickets } from '../../../adapters/dynamodb/index.js';
import { createAuthorizer } from '../authorizer.js';
import { dynamodbClient } from './clients.js';
import { environmentOf } from './environment.js';

const environment = environmentOf(process.env);

export const handler = createAuthorizer({
  issuer: environment.text('HOLDFAST_JWT_ISSUER'),
  audience: environment.text('HOLDFAST_JWT_AUDIENCE'),
  jwksUrl: environment.optional('HOLDFAST_JWKS_URL'),
  secret: environment.optional('HOLDFAST_JWT_SECRET'),
  tickets: dynamodbTickets(dynamodbClient(environment), { tableName: environment.text('HOLDFAST_TABLE') }),
});
