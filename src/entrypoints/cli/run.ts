import { parseArgs } from 'node:util';
import { audit } from './audit.js';
import { board } from './board.js';
import { BadUsage, type Command, type ExitCode, type Given, type Output } from './command.js';
import { parked } from './parked.js';
import { redeliver } from './redeliver.js';
import { tableCreate } from './table-create.js';
import { tableDescribe } from './table-describe.js';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['table create', tableCreate],
  ['table describe', tableDescribe],
  ['audit', audit],
  ['parked', parked],
  ['redeliver', redeliver],
  ['board', board],
]);

const usageOf = (name: string, { usage }: Command): string => `holdfast ${name} ${usage}`;

const HELP = [
  'Usage:',
  ...[...COMMANDS].flatMap(([name, command]) => [`  ${usageOf(name, command)}`, `      ${command.summary}`]),
  '',
  '--table NAME is short for --store dynamodb:NAME.',
  'A table and a topic are found as by every AWS client: AWS_REGION, credentials, AWS_ENDPOINT_URL_DYNAMODB and _SNS.',
  'Ends with 0 when all is as it should be, 1 when it is not, 2 when that cannot be told.',
].join('\n');

interface Typed {
  readonly name: string;
  readonly command: Command;
  readonly options: readonly string[];
}

/** @throws BadUsage when there is no such command. */
function typed(args: readonly string[]): Typed {
  const firstOption = args.findIndex((word) => word.startsWith('-'));
  const end = firstOption < 0 ? args.length : firstOption;
  const name = args.slice(0, end).join(' ');
  const command = COMMANDS.get(name);
  if (command) return { name, command, options: args.slice(end) };
  throw new BadUsage(name === '' ? 'a command is missing' : `there is no command "${name}"`);
}

/** @throws BadUsage for an option that the command has not, or half of one. */
function given({ command, options }: Typed): Given {
  try {
    return parseArgs({ args: [...options], options: command.options, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new BadUsage(error.message.replace(/\. .*/s, ''), { cause: error });
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');

/** One command as it was typed, without the program's own name. */
export async function run(args: readonly string[], output: Output): Promise<ExitCode> {
  if (args.includes('--help') || args.includes('-h')) {
    output.out(HELP);
    return 0;
  }
  let usage = '"holdfast --help" tells what there is';
  try {
    const found = typed(args);
    usage = `Usage: ${usageOf(found.name, found.command)}`;
    return await found.command.run(given(found), output);
  } catch (error) {
    output.err(`holdfast: ${messageOf(error)}`);
    if (error instanceof BadUsage) output.err(usage);
    return 2;
  }
}
