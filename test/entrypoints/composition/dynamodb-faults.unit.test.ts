import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { faultOf, willPass } from '../../../src/entrypoints/composition/dynamodb/faults.js';

const answered = (name: string, message: string): Error =>
  new DynamoDBServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: 400 } });
const named = (name: string, message: string, more: object = {}): Error => Object.assign(new Error(message), { name }, more);

it.each([
  [answered('ResourceNotFoundException', 'Requested resource not found'), /^there is no table bookings: "holdfast table create --table bookings" makes it$/],
  [answered('ValidationException', 'The provided key element does not match the schema'), /^the table bookings is not as it should be \(The provided .*describe --table bookings"$/],
  [answered('AccessDeniedException', 'User: x is not authorized\nto perform: dynamodb:GetItem'), /^DynamoDB refuses \(AccessDeniedException\): User: x is not authorized to perform: dynamodb:GetItem$/],
  [answered('LimitExceededException', 'Too many tables'), /^DynamoDB refuses \(LimitExceededException\): Too many tables$/],
  [answered('ThrottlingException', 'Rate exceeded'), /^DynamoDB is busy \(ThrottlingException\): try again$/],
  [answered('Unknown', 'UnknownError'), /^what answers is not DynamoDB: see AWS_ENDPOINT_URL_DYNAMODB$/],
  [named('SyntaxError', 'Unexpected token <', { $metadata: {} }), /^what answers is not DynamoDB: see AWS_ENDPOINT_URL_DYNAMODB$/],
  [named('Error', 'Region is missing'), /^DynamoDB needs a region \(Region is missing\): set AWS_REGION$/],
  [named('CredentialsProviderError', 'Could not load credentials'), /^DynamoDB needs credentials \(Could not load credentials\): set AWS_ACCESS_KEY_ID/],
  [named('TimeoutError', 'socket hang up'), /^DynamoDB does not answer \(socket hang up\): see AWS_REGION and AWS_ENDPOINT_URL_DYNAMODB$/],
  [named('Error', 'connect ECONNREFUSED', { syscall: 'connect' }), /^DynamoDB does not answer \(connect ECONNREFUSED\)/],
  [named('TypeError', 'Invalid URL', { code: 'ERR_INVALID_URL' }), /^AWS_ENDPOINT_URL_DYNAMODB is not an address$/],
  [new Error('something\n  else'), /^something else$/],
  ['thrown as text', /^thrown as text$/],
])('%s is told in one line', (error, line) => {
  expect(faultOf(error, 'bookings')).toMatch(line);
});

it('a busy table passes, a missing one does not', () => {
  expect(willPass(answered('ThrottlingException', 'Rate exceeded'))).toBe(true);
  expect(willPass(answered('ResourceNotFoundException', ''))).toBe(false);
  expect(willPass('ThrottlingException')).toBe(false);
});
