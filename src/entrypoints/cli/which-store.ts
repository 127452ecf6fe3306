import { parseKeptIn, parseTableName } from '../composition/kept-in.js';
import { BadUsage, type Given, required } from './command.js';

/** Everywhere: a table's name alone is short for the address of a table. */
export const STORE_OPTIONS = { table: { type: 'string' }, store: { type: 'string' } } as const;

function tableNameIn(value: string): string {
  const name = parseTableName(value);
  if (name.isErr()) throw new BadUsage(`--table: ${name.error}`);
  return name.value;
}

function mustBeOne({ table, store }: Given): void {
  if (table !== undefined && store !== undefined) throw new BadUsage('--table and --store name two places: give one');
}

/** @throws BadUsage when it was left out, or given twice. */
export function addressIn(given: Given): string {
  mustBeOne(given);
  return given['table'] === undefined ? required(given, 'store') : `dynamodb:${tableNameIn(required(given, 'table'))}`;
}

/** For what there is on DynamoDB alone. @throws BadUsage for another store, and for what DynamoDB takes for no table's name. */
export function tableIn(given: Given): string {
  mustBeOne(given);
  if (given['store'] === undefined) return tableNameIn(required(given, 'table'));
  const kept = parseKeptIn(required(given, 'store'));
  if (kept.isErr()) throw new BadUsage(`--store: ${kept.error}`);
  if (kept.value.kind === 'dynamodb') return kept.value.tableName;
  throw new BadUsage('--store must be dynamodb:<table> for this command');
}
