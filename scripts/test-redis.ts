// Runs the tests that need a Redis. Arguments go to vitest.
import { needingRedis } from './redis-local.ts';
import { runProject } from './vitest-process.ts';

process.exitCode = await needingRedis((environment) => runProject('redis', process.argv.slice(2), environment));
