import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { tableDefinition } from '../../../src/adapters/dynamodb/index.js';
import { tableDifferences } from '../../../src/entrypoints/composition/dynamodb/table-differences.js';

const WANTED = tableDefinition('bookings');
const [USER] = WANTED.GlobalSecondaryIndexes ?? [];

/** The table as DynamoDB describes it once it is made. */
function described(change: Partial<TableDescription> = {}): TableDescription {
  const { KeySchema, AttributeDefinitions, StreamSpecification, GlobalSecondaryIndexes: indexes = [] } = WANTED;
  return {
    TableStatus: 'ACTIVE',
    KeySchema,
    AttributeDefinitions,
    StreamSpecification,
    GlobalSecondaryIndexes: indexes.map((index) => ({ ...index, IndexStatus: 'ACTIVE' })),
    ...change,
  };
}

/** With the index of users changed. */
const withUserIndex = (change: object): TableDescription =>
  described({
    GlobalSecondaryIndexes: described().GlobalSecondaryIndexes?.map((index) =>
      index.IndexName === USER?.IndexName ? { ...index, ...change } : index,
    ),
  });

it.each([
  ['just made', described()],
  ['with another index', described({ GlobalSecondaryIndexes: [...(described().GlobalSecondaryIndexes ?? []), { IndexName: 'Mine' }] })],
  ['whose index carries everything', withUserIndex({ Projection: { ProjectionType: 'ALL' } })],
  ['whose stream has old images too', described({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } })],
  ['that is paid by the hour', described({ BillingModeSummary: { BillingMode: 'PROVISIONED' } })],
])('a table %s is as it should be', (_, table) => {
  expect(tableDifferences(WANTED, table)).toEqual([]);
});

const KEYS = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'id', KeyType: 'RANGE' },
] as const;

it.each<[string, TableDescription, readonly string[]]>([
  ['being made', described({ TableStatus: 'CREATING' }), ['it is CREATING, not ACTIVE']],
  ['with other keys', described({ KeySchema: [...KEYS] }), ['it has the keys pk (HASH S), id (RANGE undefined), not pk (HASH S), sk (RANGE S)']],
  [
    'with a key of another type',
    described({
      AttributeDefinitions: WANTED.AttributeDefinitions?.map((key) => (key.AttributeName === 'sk' ? { ...key, AttributeType: 'N' } : key)),
    }),
    ['it has the keys pk (HASH S), sk (RANGE N), not pk (HASH S), sk (RANGE S)'],
  ],
  ['without a stream', described({ StreamSpecification: undefined }), ['it has no stream']],
  ['with a stream turned off', described({ StreamSpecification: { StreamEnabled: false } }), ['it has no stream']],
  [
    'with a stream of keys',
    described({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }),
    ['its stream carries KEYS_ONLY, not NEW_IMAGE'],
  ],
  [
    'without an index',
    described({ GlobalSecondaryIndexes: described().GlobalSecondaryIndexes?.slice(1) }),
    [`index ${USER?.IndexName} is missing`],
  ],
  ['whose index is being filled', withUserIndex({ IndexStatus: 'CREATING' }), [`index ${USER?.IndexName} is CREATING, not ACTIVE`]],
  [
    'whose index has other keys',
    withUserIndex({ KeySchema: [...KEYS] }),
    [`index ${USER?.IndexName} has the keys pk (HASH S), id (RANGE undefined), not userId (HASH S), startsAtAndId (RANGE S)`],
  ],
  [
    'whose index carries too little',
    withUserIndex({ Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: USER?.Projection?.NonKeyAttributes?.slice(2) } }),
    [`index ${USER?.IndexName} does not carry ${USER?.Projection?.NonKeyAttributes?.slice(0, 2).join(', ')}`],
  ],
])('a table %s is told how it differs', (_, table, differences) => {
  expect(tableDifferences(WANTED, table)).toEqual(differences);
});

it('a table of which nothing is known lacks everything', () => {
  expect(tableDifferences(WANTED, {})).toHaveLength(2 + (WANTED.GlobalSecondaryIndexes?.length ?? 0) + 1);
});
