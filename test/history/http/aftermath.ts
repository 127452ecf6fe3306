import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Delivered } from '../history.js';

/** When all servers have stopped: records the holds that lapsed and tells of the events that nobody was told of. */
export async function settle(root: string, environment: Readonly<Record<string, string>>, log: string): Promise<void> {
  const output = openSync(log, 'a');
  try {
    const program = join(root, 'test/history/http/settle-child.ts');
    const child = spawn(process.execPath, [program], { cwd: root, env: environment, stdio: ['ignore', output, 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`settling ended with ${code}`);
  } finally {
    closeSync(output);
  }
}

interface Line {
  readonly msg?: string;
  readonly time: number;
  readonly eventId: string;
}

/** The events that the servers' log tells of, in its order. */
export const deliveriesIn = (log: string): readonly Delivered[] =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Line => JSON.parse(line))
    .filter(({ msg }) => msg === 'event')
    .map(({ time, eventId }) => ({ entry: 'delivery', at: time, eventId, succeeded: true }));
