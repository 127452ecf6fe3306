// Runs the tests that need a DynamoDB. Arguments go to vitest.
import { needingDynamodb } from './dynamodb-local.ts';
import { runProject } from './vitest-process.ts';

process.exitCode = await needingDynamodb((environment) => runProject('dynamodb', process.argv.slice(2), environment));
