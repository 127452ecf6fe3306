// Is the tarball one that every resolver, bundler and compiler reads the same way?
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { inTemporaryFolder, packInto, root, run, tool } from './commands.ts';

await inTemporaryFolder(async (folder) => {
  const tarball = packInto(folder);

  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  for (const message of messages) console.error(`publint ${message.type}: ${formatMessage(message, pkg)}`);
  if (messages.length > 0) throw new Error(`publint has ${messages.length} objections`);

  run(root, process.execPath, tool('@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only');
  console.log('package: publint and attw have no objection');
});
