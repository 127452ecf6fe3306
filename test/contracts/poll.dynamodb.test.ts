import { dynamodbContract } from './dynamodb-contract.js';

dynamodbContract('poll');
