import { expect, it } from 'vitest';
import { tableDefinition, TTL_ATTRIBUTE } from '../../src/adapters/dynamodb/index.js';
import { template, templateIn, templateText } from './template.js';
import { textOf } from './workflow.js';

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

it('a restored table can take its place: it has no name of its own, and the guide replaces every reference to it', () => {
  const [guide = ''] = /## Restoring the table\n[\s\S]*?\n## /.exec(textOf('docs/aws.md')) ?? [];
  const references = [...guide.matchAll(/`(!Ref Table|!GetAtt Table\.\w+|\$\{Table\.\w+\})`/g)].map(([, reference = '']) => reference);
  const literal = references.reduce((text, reference) => text.replaceAll(reference, 'given'), templateText);
  const { Table: _, ...others } = templateIn(literal).Resources;
  expect(JSON.stringify([others, templateIn(literal).Outputs]).match(/"Table"|\bTable\.\w+|\$\{Table\b/g)).toBeNull();
  expect(table?.Properties).not.toHaveProperty('TableName');
});
