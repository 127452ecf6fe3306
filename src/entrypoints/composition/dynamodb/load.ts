import { loadedFrom } from '../optional-packages.js';

/**
 * The AWS packages are loaded by those alone who use DynamoDB.
 * @throws Error that says what to install when they are not there.
 */
export const loadDynamodb = () =>
  loadedFrom('DynamoDB', ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'], () => import('./aws.js'));
