import { describe, expect, it } from 'vitest';
import { resourcesOf, template } from './template.js';

const propertiesOf = (name: string) => template.Resources[name]?.Properties ?? {};

describe('a deployment to an account that has nothing yet', () => {
  it('keeps no access log of the WebSocket API unless asked to, for that takes a role that the account gives to API Gateway', () => {
    expect(template.Parameters['LogWebSocketAccess']).toMatchObject({ Default: 'false', AllowedValues: ['true', 'false'] });
    expect(template.Conditions['LogsWebSocketAccess']).toEqual({ 'Fn::Equals': [{ Ref: 'LogWebSocketAccess' }, 'true'] });
    expect(propertiesOf('WebSocketStage')['AccessLogSettings']).toEqual({
      'Fn::If': ['LogsWebSocketAccess', expect.objectContaining({ DestinationArn: { 'Fn::GetAtt': 'WebSocketAccessLog.Arn' } }), { Ref: 'AWS::NoValue' }],
    });
    expect(template.Resources['WebSocketAccessLog']).toMatchObject({ Type: 'AWS::Logs::LogGroup', Condition: 'LogsWebSocketAccess' });
  });

  it('does not stop at a warning about what it was given', () => {
    expect(propertiesOf('HttpApi')).not.toHaveProperty('FailOnWarnings');
  });

  it('writes what an API tells of its requests elsewhere than what a function prints', () => {
    const printed = resourcesOf('AWS::Serverless::Function').map(([, { Properties }]) => JSON.stringify(Properties['LoggingConfig']));
    for (const name of ['HttpApi', 'WebSocketStage']) {
      const [log] = /\w+Log(?=\.Arn)/.exec(JSON.stringify(propertiesOf(name)['AccessLogSettings'])) ?? [];
      expect(log).toBeDefined();
      expect(printed).not.toContain(JSON.stringify({ LogGroup: { Ref: log } }));
    }
  });
});

describe('a sweep', () => {
  it('that failed is not repeated: the next one begins within a minute', () => {
    expect(propertiesOf('SweepFunction')['EventInvokeConfig']).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });
});
