import { fileURLToPath } from 'node:url';
import { examineArchitecture } from './architecture.ts';

// Without a TypeScript API to parse with, dependency-cruiser finds no module and no violation, and is content.
const FEWEST_MODULES = 30;

const { summary, modules } = await examineArchitecture(fileURLToPath(new URL('..', import.meta.url)));
const sources = modules.filter((module) => /^src\/.*\.ts$/.test(module.source));

for (const { rule, from, to } of summary.violations) console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`);
if (sources.length <= FEWEST_MODULES) console.error(`only ${sources.length} modules were examined`);
else console.log(`architecture: ${sources.length} modules, ${summary.violations.length} violations`);

if (summary.violations.length > 0 || sources.length <= FEWEST_MODULES) process.exitCode = 1;
