import { expect, it } from 'vitest';
import { run } from '../../../src/entrypoints/cli/run.js';

async function said(line: string) {
  const [out, err]: [string[], string[]] = [[], []];
  const args = line.split(' ').filter((word) => word !== '');
  const code = await run(args, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { code, out, err };
}

it.each(['--help', '-h', 'table --help', 'table create --help', 'audit -h', 'nonsense --help'])('"%s" tells what there is', async (line) => {
  const { code, out, err } = await said(line);
  expect([code, err]).toEqual([0, []]);
  for (const command of ['table create --table', 'table describe --table', 'audit --store', 'parked --store', 'redeliver --table', 'board --out']) {
    expect(out.join('\n')).toContain(`holdfast ${command}`);
  }
});

it.each([
  ['', 'a command is missing'],
  ['--table bookings', 'a command is missing'],
  ['table', 'there is no command "table"'],
  ['tabel create --table bookings', 'there is no command "tabel create"'],
  ['table create bookings', 'there is no command "table create bookings"'],
  ['constructor', 'there is no command "constructor"'],
])('"%s" is no command', async (line, complaint) => {
  expect(await said(line)).toEqual({ code: 2, out: [], err: [`holdfast: ${complaint}`, '"holdfast --help" tells what there is'] });
});

const CREATE = 'Usage: holdfast table create --table NAME [--wait SECONDS]';
const DESCRIBE = 'Usage: holdfast table describe --table NAME';
const AUDIT = 'Usage: holdfast audit --store dynamodb:NAME|sqlite:FILE --from DATE --to DATE [--json]';
const PARKED = 'Usage: holdfast parked --store dynamodb:NAME|sqlite:FILE [--json]';
const REDELIVER = 'Usage: holdfast redeliver --table NAME --topic ARN [--from INSTANT --to INSTANT]';
const BOARD = 'Usage: holdfast board --out DIR --api URL [--live URL|off]';
const ARN = 'arn:aws:sns:eu-central-1:123456789012:bookings';
const redeliverFrom = (from: string, to: string) => `redeliver --table bookings --topic ${ARN} --from ${from} --to ${to}`;
const auditOf = (store: string, from = '2026-12-01', to = '2026-12-02') => `audit --store ${store} --from ${from} --to ${to}`;

it.each([
  ['table create', '--table is missing', CREATE],
  ['table create --table=', '--table is missing', CREATE],
  ['table describe', '--table is missing', DESCRIBE],
  ['table create --table', "Option '--table <value>' argument missing", CREATE],
  ['table create --table x', `--table: a table's name has 3 to 255 letters, digits, "_", "-" and ".", not x`, CREATE],
  ['table describe --table my/table', `--table: a table's name has 3 to 255 letters, digits, "_", "-" and ".", not my/table`, DESCRIBE],
  ['table create --table bookings --wait 1.5', '--wait must be whole seconds from 1 to 3600, not 1.5', CREATE],
  ['table create --table bookings --wait 0', '--wait must be whole seconds from 1 to 3600, not 0', CREATE],
  ['table create --table bookings --wait 3601', '--wait must be whole seconds from 1 to 3600, not 3601', CREATE],
  ['table create --table bookings --json', "Unknown option '--json'", CREATE],
  ['table create --table bookings more', "Unexpected argument 'more'", CREATE],
  ['table describe --table bookings --wait 5', "Unknown option '--wait'", DESCRIBE],
  ['audit --from 2026-12-01 --to 2026-12-02', '--store is missing', AUDIT],
  ['audit --store sqlite:x.db --to 2026-12-02', '--from is missing', AUDIT],
  ['audit --store sqlite:x.db --from 2026-12-01', '--to is missing', AUDIT],
  [auditOf('memory:'), '--store: what is in memory is gone with its process', AUDIT],
  [auditOf('x.db'), '--store: it must be sqlite:<file>, dynamodb:<table> or memory:, not x.db', AUDIT],
  [auditOf('dynamodb:x'), `--store: a table's name has 3 to 255 letters, digits, "_", "-" and ".", not x`, AUDIT],
  [auditOf('sqlite:x.db', '2026-02-30'), '--from must be a UTC date such as 2026-12-01, not 2026-02-30', AUDIT],
  [auditOf('sqlite:x.db', '2026-12-01', 'today'), '--to must be a UTC date such as 2026-12-01, not today', AUDIT],
  [auditOf('sqlite:x.db', '2026-12-01', '2026-11-30'), '--to must not be before --from, not 2026-11-30', AUDIT],
  [auditOf('sqlite:x.db', '2026-12-01', '2027-12-02'), '--to must be at most 366 days from --from, not 2027-12-02', AUDIT],
  ['parked', '--store is missing', PARKED],
  ['parked --json', '--store is missing', PARKED],
  ['parked --table=', '--table is missing', PARKED],
  ['parked --table x', `--table: a table's name has 3 to 255 letters, digits, "_", "-" and ".", not x`, PARKED],
  ['parked --table bookings --store sqlite:x.db', '--table and --store name two places: give one', PARKED],
  ['parked --store memory:', '--store: what is in memory is gone with its process', PARKED],
  ['audit --table bookings --store dynamodb:bookings', '--table and --store name two places: give one', AUDIT],
  ['audit --table x --from 2026-12-01 --to 2026-12-02', `--table: a table's name has 3 to 255 letters, digits, "_", "-" and ".", not x`, AUDIT],
  ['table create --store dynamodb:bookings --table bookings', '--table and --store name two places: give one', CREATE],
  ['table create --store dynamodb:x', `--store: a table's name has 3 to 255 letters, digits, "_", "-" and ".", not x`, CREATE],
  ['table describe --store bookings', '--store: it must be sqlite:<file>, dynamodb:<table> or memory:, not bookings', DESCRIBE],
  ['table describe --store sqlite:x.db', '--store must be dynamodb:<table> for this command', DESCRIBE],
  [`redeliver --store sqlite:x.db --topic ${ARN}`, '--store must be dynamodb:<table> for this command', REDELIVER],
  ['redeliver --store dynamodb:bookings', '--topic is missing', REDELIVER],
  [`redeliver --topic ${ARN}`, '--table is missing', REDELIVER],
  ['redeliver --table bookings', '--topic is missing', REDELIVER],
  ['redeliver --table bookings --topic bookings', '--topic must be an ARN such as arn:aws:sns:eu-central-1:123456789012:bookings, not bookings', REDELIVER],
  [`redeliver --table bookings --topic ${ARN} --from 2026-12-01T10:00:00Z`, '--to is missing', REDELIVER],
  [`redeliver --table bookings --topic ${ARN} --to 2026-12-01T10:00:00Z`, '--from is missing', REDELIVER],
  [redeliverFrom('2026-12-01', '2026-12-02T00:00:00Z'), '--from must be an instant such as 2026-12-01T10:00:00Z, not 2026-12-01', REDELIVER],
  [redeliverFrom('2026-12-01T10:00:00Z', '2026-12-01T10:00:00Z'), '--to must be after --from', REDELIVER],
  ['board --api https://api.example', '--out is missing', BOARD],
  ['board --out site', '--api is missing', BOARD],
  ['board --out site --api ftp://api.example', '--api must be an address of http:, https: without query, not ftp://api.example', BOARD],
  ['board --out site --api https://a.example --live https://u:p@b.example', '--live must be an address of http:, https:, ws:, wss: without query, not https://u:p@b.example', BOARD],
])('"%s" is told what is wrong with it, and how it goes', async (line, complaint, usage) => {
  expect(await said(line)).toEqual({ code: 2, out: [], err: [`holdfast: ${complaint}`, usage] });
});
