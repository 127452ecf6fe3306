// Prints each measure beside its floor, both from this run: all of them, or those that are named, as in `memory http`.
import { arch, cpus, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { type Row, tableOf } from './table.ts';

const MEASURES: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  memory: async () => (await import('./memory.ts')).memory(),
  http: async () => (await import('./http.ts')).http(),
  sqlite: async () => (await import('./sqlite.ts')).sqlite(),
  growth: async () => (await import('./growth.ts')).growth(),
  import: async () => (await import('./start.ts')).importing(),
  tests: async () => (await import('./start.ts')).testing(),
  dynamodb: async () => (await import('./dynamodb.ts')).dynamodb(),
  live: async () => (await import('./live.ts')).live(),
  lambda: async () => (await import('./lambda.ts')).lambda(),
};

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const named = [...(values.only?.split(',') ?? []), ...positionals];
const names = named.length > 0 ? named : Object.keys(MEASURES);
const unknown = names.filter((name) => !(name in MEASURES));
if (unknown.length > 0) throw new Error(`no measure is called ${unknown.join(', ')}; there are ${Object.keys(MEASURES).join(', ')}`);

const rows: Row[] = [];
for (const name of names) {
  console.error(`measuring ${name} …`);
  try {
    rows.push(...((await MEASURES[name]?.()) ?? []));
  } catch (error) {
    // What was measured before is worth its minutes.
    console.error(error);
    process.exitCode = 1;
  }
}
console.log(`Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`);
console.log(tableOf(rows));
