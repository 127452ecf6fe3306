import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { tool } from './commands.ts';

/** Runs the tests of a project, in which `environment` is set; answers with the exit code. The arguments go to vitest. */
export function runProject(project: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const vitest = spawn(process.execPath, [tool('vitest/vitest.mjs'), 'run', '--project', project, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  // It is told too, and comes to its end first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal));
  return new Promise((resolve, reject) => {
    vitest.once('error', reject);
    vitest.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
