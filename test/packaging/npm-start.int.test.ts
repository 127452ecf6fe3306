import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { root } from '../../scripts/commands.ts';

it('a signal to npm reaches the server, which stops in good order', async () => {
  // Without `prestart`: the build is there already, and others are reading it.
  const npm = spawn('npm', ['start', '--ignore-scripts', '--silent'], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', HOLDFAST_STORE: 'memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let address: string | undefined;
  for await (const chunk of npm.stdout) {
    printed += String(chunk);
    const greeted = address;
    address ??= /serves (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
    if (address !== undefined && greeted === undefined) {
      expect(await fetch(`${address}/livez`)).toMatchObject({ status: 200 });
      npm.kill('SIGTERM');
    }
  }
  if (npm.exitCode === null && npm.signalCode === null) await once(npm, 'exit');

  expect(printed).toContain('"stopped"');
  await expect(fetch(`${address}/livez`)).rejects.toThrow('fetch failed');
});
