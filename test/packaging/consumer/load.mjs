// node load.mjs import|require <specifier>…: loads each; prints what it exports, or the code of the error.
import { createRequire } from 'node:module';

const [how, ...specifiers] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const outcomes = {};

for (const specifier of specifiers) {
  try {
    const loaded = how === 'require' ? require(specifier) : await import(specifier);
    outcomes[specifier] = Object.keys(loaded).toSorted();
  } catch (error) {
    outcomes[specifier] = `${error.code}: ${error.message.split('\n')[0]}`;
  }
}
console.log(JSON.stringify(outcomes));
