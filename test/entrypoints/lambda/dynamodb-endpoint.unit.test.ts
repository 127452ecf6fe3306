import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../../../src/entrypoints/lambda/functions/client-settings.js';
import { defaultEndpointResolver } from '../../../src/entrypoints/lambda/functions/dynamodb-endpoint.js';
import { environmentOf } from '../../../src/entrypoints/lambda/functions/environment.js';

/** Of every kind that AWS has. */
const REGIONS = `
  eu-central-1 us-east-1 us-west-2 ap-southeast-7 il-central-1 me-central-1 mx-central-1 eu-north-9
  cn-north-1 cn-northwest-1 us-gov-east-1 us-gov-west-1 eusc-de-east-1
  us-iso-east-1 us-isob-east-1 us-isof-south-1 eu-isoe-west-1`
  .trim()
  .split(/\s+/);
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

describe('the address of DynamoDB is the one that the SDK finds by our settings', () => {
  it.each(REGIONS)('in %s', (region) => {
    const settings = clientSettings(environmentOf({ AWS_REGION: region, ...CREDENTIALS }), undefined);
    const { endpointProvider } = new DynamoDBClient(settings).config;
    const place = { Region: region, UseDualStack: false, UseFIPS: false, AccountIdEndpointMode: 'disabled' } as const;
    expect(defaultEndpointResolver(place).url.href).toBe(endpointProvider(place).url.href);
  });

  it('where one is given', () => {
    const place = { Region: 'eu-central-1', Endpoint: 'http://127.0.0.1:8000' };
    const { endpointProvider } = new DynamoDBClient({ region: 'eu-central-1' }).config;
    expect(defaultEndpointResolver(place).url.href).toBe(endpointProvider(place).url.href);
  });
});
