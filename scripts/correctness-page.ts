import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';
import { withFigures } from './figures.ts';

// Puts the figures of the last full runs into the page that shows them.
const page = join(root, 'docs', 'correctness.md');
writeFileSync(page, withFigures(readFileSync(page, 'utf8')));
