// Runs the tests that need the whole of AWS on this machine: the built functions, and what they are deployed with.
// Arguments go to vitest.
import { needingDynamodb } from './dynamodb-local.ts';
import { runProject } from './vitest-process.ts';

process.exitCode = await needingDynamodb((environment) => runProject('aws', process.argv.slice(2), environment));
