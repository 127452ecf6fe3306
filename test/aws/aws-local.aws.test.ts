import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../../scripts/commands.ts';
import { hourOf } from './caller.js';

describe('npm run aws:local', () => {
  it('says where everything is and how to ask it, and is gone when it is interrupted', async () => {
    const args = ['scripts/aws-local.ts', '--http-port', '0', '--websocket-port', '0'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let told = '';
    const printed = createInterface({ input: child.stdout }).on('line', (line) => (told += `${line}\n`));
    const exited = once(child, 'exit');
    const untilTold = async (words: string): Promise<void> => {
      while (!told.includes(words) && child.exitCode === null) await Promise.race([once(printed, 'line'), exited]);
      expect(told).toContain(words);
    };
    await untilTold('Ctrl-C');
    const url = /^HTTP API +(\S+)$/m.exec(told)?.[1] ?? '';
    const token = /^export USER_TOKEN=(\S+)$/m.exec(told)?.[1] ?? '';
    const response = await fetch(`${url}/bookings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userId: 'ada', serviceId: 'massage', dateTime: hourOf(10) }),
    });
    expect(response.status).toBe(201);
    expect(told).toMatch(/^WebSocket +ws:\S+$/m);
    await untilTold('notified: ');
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});
