import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { boardFiles } from '../board/files.js';
import { boardPolicy } from '../board/policy.js';
import { BadUsage, type Command, type Given, required } from './command.js';

const optional = (given: Given, name: string): string | undefined => (given[name] === undefined ? undefined : required(given, name));

/** @throws BadUsage for addresses that the board cannot use. */
function made(given: Given) {
  const settings = { api: required(given, 'api'), live: optional(given, 'live') };
  try {
    return { files: boardFiles(settings), policy: boardPolicy(settings) };
  } catch (error) {
    if (error instanceof TypeError) throw new BadUsage(`--${error.message}`, { cause: error });
    throw error;
  }
}

export const board: Command = {
  usage: '--out DIR --api URL [--live URL|off]',
  summary: 'Writes the board as files for any web server, with the addresses of its API and of its live updates.',
  options: { out: { type: 'string' }, api: { type: 'string' }, live: { type: 'string' } },
  async run(given, { out }) {
    const [folder, { files, policy }] = [required(given, 'out'), made(given)];
    for (const { path, body } of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
    }
    out(`${files.length} files written to ${folder}. Serve them with this header, where headers can be set:`);
    out(`Content-Security-Policy: ${policy}`);
    return 0;
  },
};
