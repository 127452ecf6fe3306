import type { Logger } from '../../ports/index.js';

export const consoleLogger: Logger = {
  warn: (facts, message) => console.warn(message, facts),
  error: (facts, message) => console.error(message, facts),
};
