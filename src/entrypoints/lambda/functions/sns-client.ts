import { SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from './client-settings.js';
import type { Environment } from './environment.js';

const TRIES = 3;
const TRY_MS = 1_500;

/** All its tries, and the pauses between them, have ended within 5 s: a connection that hangs costs one of them. */
export const snsClient = (environment: Environment): SNSClient =>
  new SNSClient({ ...clientSettings(environment, environment.optional('AWS_ENDPOINT_URL_SNS'), TRY_MS), maxAttempts: TRIES });
