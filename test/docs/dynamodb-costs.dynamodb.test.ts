import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { measuredTables, withTables } from '../../scripts/dynamodb-costs/page.js';

const page = readFileSync(new URL('../../docs/dynamodb.md', import.meta.url), 'utf8');

it('the costs that the documentation names are those of the requests that the store sends', { timeout: 300_000 }, async () => {
  const tables = await measuredTables();
  for (const name of tables.keys()) expect(page).toContain(`<!-- costs: ${name} -->`);
  expect(withTables(page, tables), 'npm run dynamodb-costs puts the right ones in').toBe(page);
});
