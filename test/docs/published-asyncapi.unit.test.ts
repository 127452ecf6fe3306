import { expect, it } from 'vitest';
import { asyncApiDocument } from './asyncapi/document.js';

// What clients were promised: `npx vitest run` with this file's name and `--update` writes it anew.
it('the AsyncAPI document is the one that is published in docs', async () => {
  await expect(`${JSON.stringify(asyncApiDocument(), undefined, 2)}\n`).toMatchFileSnapshot('../../docs/asyncapi.json');
});
