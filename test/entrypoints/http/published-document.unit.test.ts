import { expect, it } from 'vitest';
import { openApiDocument } from '../../../src/entrypoints/http/openapi/document.js';
import { ROUTES } from '../../../src/entrypoints/http/routes.js';

// What clients were promised. Whoever means to change it writes it anew, with this file's name and `--update` after
// `npx vitest run`, and the change is there to be read.
it('the OpenAPI document is the one that is published in docs', async () => {
  const document = `${JSON.stringify(openApiDocument(ROUTES), undefined, 2)}\n`;
  await expect(document).toMatchFileSnapshot('../../../docs/openapi.json');
});
