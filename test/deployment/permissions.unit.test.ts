import { describe, expect, it } from 'vitest';
import { type FunctionName, grantsTo, neededBy, permissionsIn, USES } from './permissions.js';
import { resourcesOf, template, triggersOf } from './template.js';

const functions = Object.keys(USES) as readonly FunctionName[];
const sorted = (names: readonly string[]): readonly string[] => names.toSorted((a, b) => a.localeCompare(b));

describe('what a function may do', () => {
  it.each(functions)('%s may do exactly what its code does, on exactly what it does it on', (name) => {
    expect(sorted(grantsTo(name).flatMap(permissionsIn))).toEqual(sorted(neededBy(name)));
  });

  it('nothing is allowed on everything, and no family of actions at once', () => {
    for (const { permission } of functions.flatMap(grantsTo)) {
      const [action, resource] = permission.split(' on ');
      expect(action).not.toContain('*');
      expect(resource).toMatch(/^(\$\{|arn:)/);
      expect(resource?.slice(0, -1)).not.toContain('*');
    }
  });

  it('every function has such a role, and no other policies', () => {
    const deployed = resourcesOf('AWS::Serverless::Function');
    expect(sorted(deployed.map(([name]) => name))).toEqual(sorted(functions.map((name) => `${name}Function`)));
    for (const [name, { Properties }] of deployed) {
      const { Role, Policies } = Properties;
      expect([Role, Policies]).toEqual([{ 'Fn::GetAtt': `${name.replace('Function', 'Role')}.Arn` }, undefined]);
    }
    for (const [, { Properties }] of resourcesOf('AWS::IAM::Role')) expect(Properties['ManagedPolicyArns']).toBeUndefined();
  });
});

describe('how a function is run', () => {
  it('on Node 24 and arm64, with memory, a time limit and a log of its own', () => {
    expect(template.Globals.Function).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    for (const [name, { Properties }] of resourcesOf('AWS::Serverless::Function')) {
      const kind = name.replace('Function', '');
      expect(Properties).toMatchObject({
        CodeUri: `build/lambda/${kind.toLowerCase()}`,
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        LoggingConfig: { LogGroup: { Ref: `${kind}Log` } },
      });
    }
  });

  it('logs are not kept for ever', () => {
    for (const [, { Properties }] of resourcesOf('AWS::Logs::LogGroup')) {
      expect(Properties['RetentionInDays']).toEqual({ Ref: 'LogRetentionDays' });
    }
  });

  it('sets no variable that is Lambda’s own', () => {
    for (const [, { Properties }] of resourcesOf('AWS::Serverless::Function')) {
      const { Environment = { Variables: {} } } = Properties;
      expect(JSON.stringify(Environment)).not.toMatch(/"(AWS_|LAMBDA_|_HANDLER)/);
    }
  });
});

describe('the mapping of the stream', () => {
  const { Properties = {} } = triggersOf('StreamFunction')['Bookings'] ?? {};

  it('begins with the oldest, repeats until a record is nearly out of the stream, and gives up on nothing in silence', () => {
    expect(Properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 82_800,
      DestinationConfig: { OnFailure: { Type: 'SQS', Destination: { 'Fn::GetAtt': 'FailedBatches.Arn' } } },
    });
  });

  it('takes what happened to bookings, and nothing else of the table', () => {
    const pattern = { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['BOOKING'] } } } };
    expect(Properties['FilterCriteria']).toEqual({ Filters: [{ Pattern: JSON.stringify(pattern) }] });
  });
});
