const PASSING = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
]);

/** What the client makes of an error without a name that it knows. */
const NOT_OF_DYNAMODB = 'Unknown';

const UNANSWERED = new Set(['TimeoutError', 'AbortError']);

const isFromNetwork = (error: Error): boolean => UNANSWERED.has(error.name) || 'syscall' in error;

const isBadAddress = (error: Error): boolean => 'code' in error && error.code === 'ERR_INVALID_URL';

/** Busy, or beside itself for a moment. */
export const willPass = (error: unknown): boolean => error instanceof Error && PASSING.has(error.name);

/** What keeps us from a table, in one line for whoever set it up. */
export function faultOf(error: unknown, tableName: string): string {
  if (!(error instanceof Error)) return String(error);
  const said = error.message.replace(/\s*\n\s*/g, ' ');
  if (error.name === 'ResourceNotFoundException')
    return `there is no table ${tableName}: "holdfast table create --table ${tableName}" makes it`;
  if (said.startsWith('Region ')) return `DynamoDB needs a region (${said}): set AWS_REGION`;
  if (error.name === 'CredentialsProviderError')
    return `DynamoDB needs credentials (${said}): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE`;
  if (isBadAddress(error)) return 'AWS_ENDPOINT_URL_DYNAMODB is not an address';
  if (isFromNetwork(error)) return `DynamoDB does not answer (${said}): see AWS_REGION and AWS_ENDPOINT_URL_DYNAMODB`;
  if (error.name === 'ValidationException')
    return `the table ${tableName} is not as it should be (${said}): see "holdfast table describe --table ${tableName}"`;
  if (willPass(error)) return `DynamoDB is busy (${error.name}): try again`;
  if ('$fault' in error && error.name !== NOT_OF_DYNAMODB) return `DynamoDB refuses (${error.name}): ${said}`;
  if ('$metadata' in error) return 'what answers is not DynamoDB: see AWS_ENDPOINT_URL_DYNAMODB';
  return said;
}
