import { loadDynamodb } from '../composition/dynamodb/load.js';
import { type Command, required } from './command.js';
import { tableNameIn } from './table-name.js';
import { tell } from './table-report.js';

export const tableDescribe: Command = {
  usage: '--table NAME',
  summary: 'Is the table there, and as this release needs it?',
  options: { table: { type: 'string' } },
  async run(given, output) {
    const tableName = tableNameIn(required(given, 'table'));
    const { describeTable } = await loadDynamodb();
    return tell(tableName, await describeTable(tableName), output);
  },
};
