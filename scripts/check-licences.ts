// Is everything that is installed under a licence that we and our users can live with? `--table` prints all of it.
import { parseArgs } from 'node:util';
import { asked } from './arguments.ts';
import { root } from './commands.ts';
import { installedPackages, objections } from './licences.ts';
import { markdownOf, runtimeLicences } from './runtime-licences.ts';

// With nothing installed there is nothing to object to.
const FEWEST_PACKAGES = 100;

const { values } = asked('node scripts/check-licences.ts [--table]', () =>
  parseArgs({ options: { table: { type: 'boolean', default: false } } }),
);

const packages = installedPackages(root);
const found = objections(packages);

if (values.table) {
  for (const { path, version, licence, runtime } of packages) {
    console.log([path, version, licence, runtime ? 'shipped' : 'tool'].join('\t'));
  }
  console.log(markdownOf(runtimeLicences(root, packages)));
}
for (const objection of found) console.error(objection);
if (packages.length < FEWEST_PACKAGES) console.error(`only ${packages.length} packages are installed`);
else console.log(`licences: ${packages.length} packages, ${found.length} objections`);

if (found.length > 0 || packages.length < FEWEST_PACKAGES) process.exitCode = 1;
