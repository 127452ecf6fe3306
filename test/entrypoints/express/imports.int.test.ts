import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** Packages that a fresh process loads for one import of what was built. */
async function loadedBy(file: string): Promise<ReadonlySet<string>> {
  const entry = new URL(`../../../dist/${file}`, import.meta.url).href;
  const program = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ load(url, context, next) { seen.add(url); return next(url, context); } });
    await import(${JSON.stringify(entry)});
    console.log(JSON.stringify([...seen]));
    process.exit(0);
  `;
  // With this the server goes no further than to be loaded.
  const env = { ...process.env, PORT: 'none' };
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env });
  const urls = JSON.parse(stdout) as string[];
  expect(urls.length).toBeGreaterThan(10);
  return new Set(urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []));
}

it('the router loads express and zod, and nothing that only the server, tokens or calendars need', async () => {
  const loaded = await loadedBy('entrypoints/express/index.js');
  expect(loaded).toContain('express');
  expect(loaded).toContain('zod');
  expect(['pino', 'jose', 'ical-generator', 'inversify', 'reflect-metadata', 'ws'].filter((name) => loaded.has(name))).toEqual([]);
});

it('live updates load ws, and no web framework', async () => {
  const loaded = await loadedBy('entrypoints/express/live/index.js');
  expect(loaded).toContain('ws');
  expect(['express', 'pino', 'jose', 'inversify'].filter((name) => loaded.has(name))).toEqual([]);
});

it('the composition loads inversify and no web framework', async () => {
  const loaded = await loadedBy('entrypoints/composition/index.js');
  expect(loaded).toContain('inversify');
  expect(['express', 'pino', 'jose', 'ws', 'zod'].filter((name) => loaded.has(name))).toEqual([]);
});

it.each(['entrypoints/composition/index.js', 'entrypoints/express/main.js'])('%s loads no AWS client and no calendars', async (file) => {
  expect([...(await loadedBy(file))].filter((name) => name.startsWith('@aws-sdk/') || name === 'ical-generator')).toEqual([]);
});

it('the Lambda handlers load no AWS client, no framework, no container and no calendars', async () => {
  const loaded = [...(await loadedBy('entrypoints/lambda/index.js'))];
  expect(loaded).toContain('zod');
  expect(loaded.filter((name) => /^(@aws-sdk\/.*|express|ical-generator|inversify|pino|jose|reflect-metadata|ws)$/.test(name))).toEqual([]);
});
