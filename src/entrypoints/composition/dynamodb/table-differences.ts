import type {
  CreateTableCommandInput,
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  TableDescription,
} from '@aws-sdk/client-dynamodb';

type Index = NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number];
type Attributes = TableDescription['AttributeDefinitions'];

/** Both have new images; one has more than is needed. */
const STREAMS: readonly (string | undefined)[] = ['NEW_IMAGE', 'NEW_AND_OLD_IMAGES'];

/** `pk (S), sk (S)` */
function keysOf(schema: readonly KeySchemaElement[] | undefined, attributes: Attributes): string {
  const typeOf = (name?: string) => attributes?.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  return (schema ?? []).map(({ AttributeName: name, KeyType }) => `${name} (${KeyType} ${typeOf(name)})`).join(', ');
}

function keyDifference(what: string, is: string, wanted: string): readonly string[] {
  return is === wanted ? [] : [`${what} has the keys ${is}, not ${wanted}`];
}

function projectionDifference(wanted: Index, is: GlobalSecondaryIndexDescription): readonly string[] {
  if (is.Projection?.ProjectionType === 'ALL') return [];
  const carried = new Set(is.Projection?.NonKeyAttributes);
  const missing = wanted.Projection?.NonKeyAttributes?.filter((name) => !carried.has(name)) ?? [];
  return missing.length === 0 ? [] : [`index ${wanted.IndexName} does not carry ${missing.join(', ')}`];
}

function indexDifferences(wanted: Index, wantedTypes: Attributes, table: TableDescription): readonly string[] {
  const is = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === wanted.IndexName);
  if (!is) return [`index ${wanted.IndexName} is missing`];
  return [
    ...(is.IndexStatus === 'ACTIVE' ? [] : [`index ${wanted.IndexName} is ${is.IndexStatus}, not ACTIVE`]),
    ...keyDifference(
      `index ${wanted.IndexName}`,
      keysOf(is.KeySchema, table.AttributeDefinitions),
      keysOf(wanted.KeySchema, wantedTypes),
    ),
    ...projectionDifference(wanted, is),
  ];
}

function streamDifference({ StreamSpecification: stream }: TableDescription): readonly string[] {
  if (!stream?.StreamEnabled) return ['it has no stream'];
  return STREAMS.includes(stream.StreamViewType) ? [] : [`its stream carries ${stream.StreamViewType}, not NEW_IMAGE`];
}

/**
 * What a table lacks of its definition. More than is needed is no difference: further indexes, attributes carried, old
 * images; nor is who pays how, for that is the operator's to choose.
 */
export function tableDifferences(wanted: CreateTableCommandInput, table: TableDescription): readonly string[] {
  const { AttributeDefinitions: types, GlobalSecondaryIndexes: indexes = [] } = wanted;
  return [
    ...(table.TableStatus === 'ACTIVE' ? [] : [`it is ${table.TableStatus}, not ACTIVE`]),
    ...keyDifference('it', keysOf(table.KeySchema, table.AttributeDefinitions), keysOf(wanted.KeySchema, types)),
    ...indexes.flatMap((index) => indexDifferences(index, types, table)),
    ...streamDifference(table),
  ];
}
