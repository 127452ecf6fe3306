import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { template } from './template.js';

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const workflow: Workflow = parse(textOf('.github/workflows/deploy.yml'));
const guide = textOf('docs/aws.md');

/** `JwtIssuer` is set by `HOLDFAST_JWT_ISSUER`. */
const variableOf = (parameter: string): string => `HOLDFAST_${parameter.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`;
const parameters = Object.keys(template.Parameters);
const { test, deploy } = workflow.jobs;
const deploying = deploy?.steps.find(({ run }) => run?.includes('sam deploy'));

describe('the deployment by a workflow', () => {
  it.each(parameters)('passes %s from a variable of the environment', (parameter) => {
    expect(deploying?.env?.[parameter]).toBe(`\${{ vars.${variableOf(parameter)} }}`);
    expect(deploying?.run).toMatch(new RegExp(`\\b${parameter}\\b`));
  });

  it('follows everything that must pass, on main alone', () => {
    expect(deploy?.needs).toBe('test');
    expect(test?.steps[0]).toMatchObject({ if: "github.ref != 'refs/heads/main'", run: expect.stringContaining('exit 1') });
    expect(test?.steps.some(({ run }) => run === '.ci/run')).toBe(true);
  });

  it('alone may ask for a token, and only in the job that has the environment', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(test?.permissions).toBeUndefined();
    expect(deploy).toMatchObject({ permissions: { contents: 'read', 'id-token': 'write' }, environment: '${{ inputs.environment }}' });
  });
});

describe('the guide to it', () => {
  it.each(parameters)('names %s, and its variable', (parameter) => {
    expect(guide).toContain(`\`${parameter}\``);
    expect(guide).toContain(`\`${variableOf(parameter)}\``);
  });

  it('shows a trust policy that admits one environment of one repository', () => {
    const policy: unknown = JSON.parse(/```json\n(\{\n {2}"Version"[\s\S]*?)```/.exec(guide)?.[1] ?? '{}');
    expect(policy).toMatchObject({
      Statement: [
        {
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': expect.stringMatching(/^repo:[^:*]+\/[^:*]+:environment:[^:*]+$/),
            },
          },
        },
      ],
    });
  });
});
