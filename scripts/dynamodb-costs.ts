// Measures what each operation costs on DynamoDB, and puts it into the page that says so.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';
import { measuredTables, withTables } from './dynamodb-costs/page.ts';
import { needingDynamodb } from './dynamodb-local.ts';

const page = join(root, 'docs', 'dynamodb.md');
await needingDynamodb(async (environment) => {
  Object.assign(process.env, environment);
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), await measuredTables()));
});
