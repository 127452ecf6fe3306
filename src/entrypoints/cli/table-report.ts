import type { TableReport } from '../composition/dynamodb/describe-table.js';
import { loadDynamodb } from '../composition/dynamodb/load.js';
import type { ExitCode, Output } from './command.js';

/** The verdict on a table, in lines. */
export async function tell(tableName: string, report: TableReport | undefined, { out, err }: Output): Promise<ExitCode> {
  if (!report) {
    err(`holdfast: there is no table ${tableName}: "holdfast table create --table ${tableName}" makes it`);
    return 1;
  }
  const { timeToLiveDifferences } = await loadDynamodb();
  const differences = [...report.differences, ...timeToLiveDifferences(report)];
  out(`table ${tableName}: ${report.status}`);
  out(`point-in-time recovery: ${report.pointInTimeRecovery}`);
  for (const difference of differences) out(`differs: ${difference}`);
  out(differences.length === 0 ? 'as this release needs it' : 'NOT as this release needs it');
  return differences.length === 0 ? 0 : 1;
}
