import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resourcesOf, template } from './template.js';
import { deploying, type Job, type Permissions, type Step, textOf, workflow, workflowIn } from './workflow.js';

const guide = textOf('docs/aws.md');

/** `JwtIssuer` is set by `HOLDFAST_JWT_ISSUER`. */
const variableOf = (parameter: string): string => `HOLDFAST_${parameter.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`;
const parameters = Object.keys(template.Parameters);
const { test, deploy } = workflow.jobs;

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

  it('begins with a template that a linter has nothing against, in the region it is told, for there is no account yet', () => {
    const runs = test?.steps.flatMap(({ run }) => run ?? []) ?? [];
    const linted = runs.findIndex((run) => /^sam validate --lint --region \S+$/.test(run));
    expect(linted).toBeGreaterThan(-1);
    expect(linted).toBeLessThan(runs.indexOf('.ci/run'));
  });

  it('alone may ask for a token, and only in the job that has the environment', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(test?.permissions).toBeUndefined();
    expect(deploy).toMatchObject({ permissions: { contents: 'read', 'id-token': 'write' }, environment: '${{ inputs.environment }}' });
  });
});

describe('a job that may ask for a token', () => {
  const workflows = readdirSync(new URL('../../.github/workflows', import.meta.url)).map(workflowIn);
  const mayAsk = (permissions: Permissions): boolean => permissions === 'write-all' || permissions['id-token'] === 'write';
  const steps = workflows.flatMap(({ permissions = {}, jobs }) =>
    Object.values(jobs).flatMap((job) => (mayAsk(job.permissions ?? permissions) ? job.steps : [])),
  );

  it('runs no code of packages', () => {
    expect(steps).toContainEqual(deploying);
    for (const { run = '', uses = '' } of steps) {
      expect(run).not.toMatch(/\b(npm|npx|node)\b|\.ci\/|\bscripts\//);
      expect(uses).not.toMatch(/^\.|setup-node/);
    }
  });

  it('runs actions of one commit each, whatever becomes of their tags', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });

  it('is given the functions by the job before, which builds them where the template looks for them', () => {
    const transfer = (job: Job | undefined, action: string): Step['with'] => job?.steps.find(({ uses }) => uses?.startsWith(`actions/${action}@`))?.with;
    const { path, name } = transfer(deploy, 'download-artifact') ?? {};
    expect(transfer(test, 'upload-artifact')).toMatchObject({ path, name, 'if-no-files-found': 'error' });
    const runs = test?.steps.map(({ run, uses }) => run ?? uses?.replace(/@.*/, ''));
    expect(runs?.slice(-2)).toEqual(['npm run build:lambda', 'actions/upload-artifact']);
    for (const [, { Properties }] of resourcesOf('AWS::Serverless::Function')) expect(Properties['CodeUri']).toMatch(new RegExp(`^${path}/`));
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
