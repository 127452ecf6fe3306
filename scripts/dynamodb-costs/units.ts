import type { AttributeValue, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from 'holdfast/adapters/dynamodb';

// How DynamoDB counts: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html

export type RawItem = Readonly<Record<string, AttributeValue>>;

const KB = 1_024;
const indexes: readonly GlobalSecondaryIndex[] = tableDefinition('costs').GlobalSecondaryIndexes ?? [];

/** Two significant digits take a byte, and so does the number itself. */
function bytesOfNumber(number: string): number {
  const digits = number.replace('-', '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (number.startsWith('-') ? 1 : 0);
}

/** Names and values, in bytes. */
export const bytesOf = (item: RawItem): number =>
  Object.entries(item)
    .map(([name, { S, N }]) => {
      if (S === undefined && N === undefined) throw new Error(`${name} is neither text nor number`);
      return Buffer.byteLength(name) + (S === undefined ? bytesOfNumber(N ?? '') : Buffer.byteLength(S));
    })
    .reduce((sum, bytes) => sum + bytes, 0);

const writeUnits = (...items: readonly RawItem[]): number => Math.max(1, Math.ceil(Math.max(0, ...items.map(bytesOf)) / KB));

/** What is there is read in blocks of 4 KB; asking for what is not there costs one as well. */
export const readUnits = (item: RawItem | undefined): number => Math.max(1, Math.ceil(bytesOf(item ?? {}) / (4 * KB)));

/** What an index answers with is added up first. Its reads lag behind, which halves them. */
export const queryUnits = (items: readonly RawItem[], isConsistent: boolean): number =>
  Math.max(1, Math.ceil(items.map(bytesOf).reduce((sum, bytes) => sum + bytes, 0) / (4 * KB))) / (isConsistent ? 1 : 2);

/** An item as an index holds it; nothing when it lacks a key of the index. */
function carriedBy({ KeySchema = [], Projection }: GlobalSecondaryIndex, item: RawItem | undefined): RawItem | undefined {
  const keys = KeySchema.map(({ AttributeName = '' }) => AttributeName);
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  const carried = new Set(['pk', 'sk', ...keys, ...(Projection?.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => carried.has(name)));
}

function unitsOfIndex(index: GlobalSecondaryIndex, before: RawItem | undefined, after: RawItem | undefined): number {
  const [old, now] = [carriedBy(index, before), carriedBy(index, after)];
  if (!old || !now) return old || now ? writeUnits(old ?? now ?? {}) : 0;
  if (JSON.stringify(old) === JSON.stringify(now)) return 0;
  const isMoved = (index.KeySchema ?? []).some(({ AttributeName = '' }) => old[AttributeName]?.S !== now[AttributeName]?.S);
  // Another key is another place: what was there is deleted.
  return isMoved ? writeUnits(old) + writeUnits(now) : writeUnits(old, now);
}

/** Every item of the table and of an index is stored with that much of DynamoDB's own. */
const STORED_BESIDE = 100;

/** What an item takes, with what the indexes carry of it. */
export const storedBytes = (item: RawItem): number =>
  [item, ...indexes.map((index) => carriedBy(index, item))]
    .filter((one) => one !== undefined)
    .reduce((sum, one) => sum + bytesOf(one) + STORED_BESIDE, 0);

/** One item before and after a write, or a condition on it alone. Transactions write what they touch twice, indexes once. */
export function unitsOfWrite(before: RawItem | undefined, after: RawItem | undefined, isTransaction: boolean) {
  const own = writeUnits(...[before, after].filter((item) => item !== undefined)) * (isTransaction ? 2 : 1);
  const ofIndexes = indexes.map((index) => unitsOfIndex(index, before, after)).reduce((sum, units) => sum + units, 0);
  return { own, ofIndexes };
}
