// Plain JavaScript of the oldest kind: it must run on whatever Node the machine has, to say that it is too old.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `Holdfast needs Node 22.13 or newer, but npm scripts run on ${process.version}: the install script of the package "node", ` +
      'which brings its own, did not run. Run `npm rebuild node`, or `npm ci` without --ignore-scripts.',
  );
  process.exit(1);
}
