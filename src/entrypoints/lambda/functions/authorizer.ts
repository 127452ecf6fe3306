import { createAuthorizer } from '../authorizer.js';
import { environmentOf } from './environment.js';

const environment = environmentOf(process.env);

export const handler = createAuthorizer({
  issuer: environment.text('HOLDFAST_JWT_ISSUER'),
  audience: environment.text('HOLDFAST_JWT_AUDIENCE'),
  jwksUrl: environment.optional('HOLDFAST_JWKS_URL'),
  secret: environment.optional('HOLDFAST_JWT_SECRET'),
});
