import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LambdaFunction } from '../../../scripts/aws-local/lambda-function.ts';
import type { FunctionSettings } from '../../../scripts/aws-local/function-process.ts';
import type { Reply } from '../../../scripts/aws-local/runtime-api.ts';

/** A function of these lines, which assign `exports.handler`; gone when the test is over. */
export function functionOf(source: string, settings: Partial<FunctionSettings> = {}, most = 4): LambdaFunction {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-function-'));
  writeFileSync(join(folder, 'index.js'), source);
  const made = new LambdaFunction({ name: 'tried', folder, environment: {}, timeoutMs: 20_000, memoryMb: 128, ...settings }, most);
  onTestFinished(async () => {
    await made.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return made;
}

/** What the function answered with; a test that expects it to fail looks at the reply itself. */
export function answerOf(reply: Reply): unknown {
  if (reply.kind === 'failed') throw new Error(`${reply.error.errorType}: ${reply.error.errorMessage}`);
  return JSON.parse(reply.payload);
}
