import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Permissions = Readonly<Record<string, string>> | 'write-all';
export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
export interface Job {
  readonly needs?: string;
  readonly permissions?: Permissions;
  readonly environment?: string;
  readonly steps: readonly Step[];
}
export interface Workflow {
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
export const workflowIn = (file: string): Workflow => parse(textOf(`.github/workflows/${file}`));
export const workflow = workflowIn('deploy.yml');

/** The step by which it deploys. */
export const deploying = workflow.jobs['deploy']?.steps.find(({ run }) => run?.includes('sam deploy'));
