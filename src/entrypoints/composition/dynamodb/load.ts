const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes('@aws-sdk/');

/**
 * The AWS packages are loaded by those alone who use DynamoDB.
 * @throws Error that says what to install when they are not there.
 */
export async function loadDynamodb() {
  try {
    return await import('./aws.js');
  } catch (error) {
    if (!isMissing(error)) throw error;
    const packages = '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb';
    throw new Error(`DynamoDB needs two more packages: npm install ${packages}`, { cause: error });
  }
}
