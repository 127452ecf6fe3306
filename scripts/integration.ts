// Runs the tests that need a DynamoDB. Arguments go to vitest.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { tool } from './commands.ts';
import { needingDynamodb } from './dynamodb-local.ts';

const args = [tool('vitest/vitest.mjs'), 'run', '--project', 'dynamodb', ...process.argv.slice(2)];

process.exitCode = await needingDynamodb((environment) => {
  const vitest = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  // It is told too, and comes to its end first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal));
  return new Promise<number>((resolve, reject) => {
    vitest.once('error', reject);
    vitest.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
});
