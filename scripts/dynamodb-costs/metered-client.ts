import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { queryUnits, type RawItem, readUnits, unitsOfWrite } from './units.ts';

/** What was asked of DynamoDB: requests, and read and write units. */
export interface Meter {
  requests: number;
  read: number;
  written: number;
  /** Of those that were written. */
  byIndexes: number;
}

interface Input {
  readonly Key?: RawItem;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly RawItem[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly Key?: RawItem; readonly Item?: RawItem }>>[];
}

const nameOf = ({ pk, sk }: RawItem): string => `${pk?.S} ${sk?.S}`;

/**
 * A client of the table that counts what it is used for. It looks at the whole table before and after each write, for
 * what a write costs depends on what was there.
 */
export function meteredClient(tableName: string): { readonly client: DynamoDBClient; readonly meter: Meter } {
  const meter: Meter = { requests: 0, read: 0, written: 0, byIndexes: 0 };
  const [client, observer] = [new DynamoDBClient({ maxAttempts: 1 }), new DynamoDBClient({})];

  async function stored(): Promise<ReadonlyMap<string, RawItem>> {
    const items = new Map<string, RawItem>();
    for await (const { Items = [] } of paginateScan({ client: observer }, { TableName: tableName, ConsistentRead: true })) {
      for (const item of Items) items.set(nameOf(item), item);
    }
    return items;
  }

  client.middlewareStack.add(
    (next) => async (args) => {
      const { operation, input } = requestIn(args.request);
      const before = await stored();
      const answered = await next(args).then((answer) => ({ answer }), (error: unknown) => ({ error }));
      const after = await stored();
      meter.requests += 1;
      const ofKeys = (keys: readonly RawItem[]): number => sum(keys.map((key) => readUnits(before.get(nameOf(key)))));
      const write = (keys: readonly RawItem[], isTransaction: boolean): void => {
        for (const key of keys.map(nameOf)) {
          const { own, ofIndexes } = unitsOfWrite(before.get(key), after.get(key), isTransaction);
          meter.written += own + ofIndexes;
          meter.byIndexes += ofIndexes;
        }
      };

      if (operation === 'GetItem' && input.Key) meter.read += ofKeys([input.Key]);
      else if (operation === 'BatchGetItem') meter.read += ofKeys(input.RequestItems?.[tableName]?.Keys ?? []);
      else if (operation === 'Query') {
        const items = 'answer' in answered ? itemsIn(answered.answer.output) : [];
        meter.read += queryUnits(items, input.ConsistentRead ?? false);
      } else if (operation === 'UpdateItem' && input.Key) write([input.Key], false);
      else if (operation === 'TransactWriteItems') write((input.TransactItems ?? []).map(keyOfWrite), true);
      else throw new Error(`nobody has said what ${operation} costs`);

      if ('error' in answered) throw answered.error;
      return answered.answer;
    },
    { step: 'finalizeRequest', name: 'metered' },
  );
  return { client, meter };
}

const sum = (units: readonly number[]): number => units.reduce((total, one) => total + one, 0);

function keyOfWrite(write: Readonly<Record<string, { readonly Key?: RawItem; readonly Item?: RawItem }>>): RawItem {
  const [key] = Object.values(write).map(({ Key, Item }) => Key ?? Item);
  if (!key) throw new Error('a write without a key');
  return key;
}

function requestIn(request: unknown): { readonly operation: string; readonly input: Input } {
  const { headers, body } = request as { readonly headers: Record<string, string>; readonly body: string | Uint8Array };
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return { operation: headers['x-amz-target']?.split('.')[1] ?? '', input: JSON.parse(text) };
}

/** The document client is done with an answer before we see it. */
function itemsIn(output: unknown): readonly RawItem[] {
  const { Items = [] } = output as { readonly Items?: readonly Readonly<Record<string, string | number>>[] };
  const raw = (value: string | number) => (typeof value === 'number' ? { N: String(value) } : { S: value });
  return Items.map((item) => Object.fromEntries(Object.entries(item).map(([name, value]) => [name, raw(value)])));
}
