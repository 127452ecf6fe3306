import type { Logger } from '../../../ports/index.js';

/** JSON leaves out all that an error says of itself. */
const told = (_name: string, value: unknown): unknown =>
  value instanceof Error
    ? Object.assign({}, value, { name: value.name, message: value.message, stack: value.stack, cause: value.cause })
    : value;

function factsIn(facts: object): string {
  try {
    return JSON.stringify(facts, told);
  } catch {
    // In a circle, for instance. That something happened is to be heard of all the same.
    return '"untellable"';
  }
}

/**
 * A log of one JSON object in each line, as CloudWatch reads it: the alarms count lines by what is in them. Not by the
 * console, which Lambda makes text of.
 */
export function jsonLines(write: (line: string) => unknown = (line) => process.stdout.write(line)): Logger {
  const at =
    (level: string): Logger['warn'] =>
    (facts, message) => {
      const head = JSON.stringify({ timestamp: new Date().toISOString(), level, message });
      write(`${head.slice(0, -1)},"facts":${factsIn(facts)}}\n`);
    };
  return { warn: at('WARN'), error: at('ERROR') };
}
