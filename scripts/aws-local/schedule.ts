import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from './function-process.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** As a rule of EventBridge sends it. */
export const scheduledEvent = (): object => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: ACCOUNT,
  time: new Date().toISOString(),
  region: REGION,
  resources: [`arn:aws:events:${REGION}:${ACCOUNT}:rule/sweep`],
  detail: {},
});

/** Calls the function again and again; answers with what ends that. */
export function every(ms: number, called: LambdaFunction): () => void {
  const timer = setInterval(() => void called.invoke(scheduledEvent()), ms);
  return () => clearInterval(timer);
}
