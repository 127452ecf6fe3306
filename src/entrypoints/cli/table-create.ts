import { loadDynamodb } from '../composition/dynamodb/load.js';
import { BadUsage, type Command, type Given } from './command.js';
import { tell } from './table-report.js';
import { STORE_OPTIONS, tableIn } from './which-store.js';

const MOST_SECONDS = 3_600;
const STANDARD_WAIT = '300';

function secondsIn({ wait = STANDARD_WAIT }: Given): number {
  const seconds = Number(wait);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw new BadUsage(`--wait must be whole seconds from 1 to ${MOST_SECONDS}, not ${wait}`);
}

export const tableCreate: Command = {
  usage: '--table NAME [--wait SECONDS]',
  summary: `Makes the table, waits until it is active (at most ${STANDARD_WAIT} s), turns on its time to live and backups.`,
  options: { ...STORE_OPTIONS, wait: { type: 'string' } },
  async run(given, output) {
    const tableName = tableIn(given);
    const waitMs = 1_000 * secondsIn(given);
    const { createTable } = await loadDynamodb();
    return tell(tableName, await createTable(tableName, waitMs, output.out), output);
  },
};
