import { loadDynamodb } from '../composition/dynamodb/load.js';
import type { Command } from './command.js';
import { tell } from './table-report.js';
import { STORE_OPTIONS, tableIn } from './which-store.js';

export const tableDescribe: Command = {
  usage: '--table NAME',
  summary: 'Is the table there, and as this release needs it?',
  options: STORE_OPTIONS,
  async run(given, output) {
    const tableName = tableIn(given);
    const { describeTable } = await loadDynamodb();
    return tell(tableName, await describeTable(tableName), output);
  },
};
