import { CorruptServiceDay } from '../../../domain/use-cases/attempt/corrupt-service-day.js';

const MOST_CAUSES = 3;
const FRAME = /^\s+at /;

/**
 * Errors that tell their story without anyone in it: our own, and those of the system, of SQLite (which names tables
 * and files, never values), of items in DynamoDB that cannot be read, of Redis as the adapter tells them, and of tokens
 * and keys (which name claims).
 */
function isDiscreet(error: Error): boolean {
  if (error instanceof CorruptServiceDay || 'syscall' in error) return true;
  const code = 'code' in error ? String(error.code) : '';
  return code === 'ERR_SQLITE_ERROR' || code === 'UNREADABLE_ITEM' || code.startsWith('REDIS_') || /^ERR_J(OSE|W[EKST])/.test(code);
}

/**
 * What a log may hold of an error: what kind it is and where it came from. Its words only if they can be trusted:
 * many quote what they could not make sense of, and that is somebody's booking, or a message that another program made
 * of one.
 */
export function errorFacts(error: unknown, causes = MOST_CAUSES): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack = '', cause } = error;
  return {
    type: name,
    ...('code' in error && { code: error.code }),
    ...('errcode' in error && { errcode: error.errcode }),
    ...(isDiscreet(error) && { message }),
    at: stack.split('\n').filter((line) => FRAME.test(line)).map((line) => line.trim()),
    ...(cause !== undefined && causes > 0 && { cause: errorFacts(cause, causes - 1) }),
  };
}
