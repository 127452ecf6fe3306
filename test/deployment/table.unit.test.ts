import { expect, it } from 'vitest';
import { tableDefinition, TTL_ATTRIBUTE } from '../../src/adapters/dynamodb/index.js';
import { template } from './template.js';

const table = template.Resources['Table'];

it('the deployed table is the one that the code is written for', () => {
  const { TableName, StreamSpecification, ...definition } = tableDefinition('any');
  expect(table?.Properties).toMatchObject(definition);
  expect(table?.Properties['StreamSpecification']).toEqual({ StreamViewType: StreamSpecification?.StreamViewType });
  expect(table?.Properties['TimeToLiveSpecification']).toEqual({ Enabled: true, AttributeName: TTL_ATTRIBUTE });
  expect(TableName).toBe('any');
});

it('what was booked outlives a mistake: the table is kept, backed up and encrypted', () => {
  expect(table).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    },
  });
});
