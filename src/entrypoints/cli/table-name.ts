import { parseTableName } from '../composition/kept-in.js';
import { BadUsage } from './command.js';

/** @throws BadUsage for what DynamoDB takes for no table's name. */
export function tableNameIn(value: string): string {
  const name = parseTableName(value);
  if (name.isErr()) throw new BadUsage(`--table: ${name.error}`);
  return name.value;
}
