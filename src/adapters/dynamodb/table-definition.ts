import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';

/** Epoch seconds after which DynamoDB may delete an item, some day. Idempotency records and subscriptions have it. */
export const TTL_ATTRIBUTE = 'ttl';

/** The one partition of the index of all services. */
export const CATALOG = 'SERVICES';

/** One index: its partition and sort key. */
const index = (name: string, pk: string, sk: string, ...carried: readonly string[]): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: pk, KeyType: 'HASH' },
    { AttributeName: sk, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...carried] },
});

const BOOKING = ['schema', 'version', 'state'] as const;
const EVENT = ['schema', 'version', 'retryAt', 'leasedBy', 'leasedUntil'] as const;

// An attribute that is a key of the index or of the table is carried anyway.
const INDEXES = {
  byUser: index('UserIndex', 'userId', 'startsAtAndId', ...BOOKING, 'status', 'serviceId'),
  byService: index('ServiceIndex', 'serviceId', 'startsAtAndId', ...BOOKING, 'status'),
  byStart: index('StartIndex', 'startShard', 'startsAtAndId', ...BOOKING, 'status'),
  due: index('DueIndex', 'dueShard', 'expiresAtAndId', ...BOOKING),
  outbox: index('OutboxIndex', 'outbox', 'outboxPlace', ...EVENT),
  catalog: index('CatalogIndex', 'catalog', 'catalogPlace', 'schema', 'version', 'service'),
} satisfies Record<string, GlobalSecondaryIndex>;

/** The names of the indexes. All are sparse: an item without their keys costs them nothing. */
export const INDEX = {
  byUser: 'UserIndex',
  byService: 'ServiceIndex',
  byStart: 'StartIndex',
  due: 'DueIndex',
  outbox: 'OutboxIndex',
  catalog: 'CatalogIndex',
} as const satisfies Record<keyof typeof INDEXES, string>;

const indexes: readonly GlobalSecondaryIndex[] = Object.values(INDEXES);
const keySchema = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
] as const;
const keyAttributes = new Set([...keySchema, ...indexes.flatMap(({ KeySchema = [] }) => KeySchema)].map((key) => key.AttributeName));

/**
 * What `CreateTable` is to be asked for: on-demand, every key a string, and a stream of the new images. Time to live on
 * `TTL_ATTRIBUTE` and point-in-time recovery are turned on by calls of their own.
 */
export const tableDefinition = (tableName: string): CreateTableCommandInput => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [...keyAttributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  KeySchema: structuredClone([...keySchema]),
  GlobalSecondaryIndexes: structuredClone([...indexes]),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
});
