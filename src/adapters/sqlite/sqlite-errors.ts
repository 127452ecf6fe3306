import { err, type Result } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';

const BUSY = 5;
const LOCKED = 6;

/** Primary result codes (https://www.sqlite.org/rescode.html) about the file and its surroundings, not our SQL. */
const OUT_OF_ORDER = new Map([
  [BUSY, 'SQLITE_BUSY'],
  [LOCKED, 'SQLITE_LOCKED'],
  [7, 'SQLITE_NOMEM'],
  [8, 'SQLITE_READONLY'],
  [9, 'SQLITE_INTERRUPT'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [15, 'SQLITE_PROTOCOL'],
  [26, 'SQLITE_NOTADB'],
]);

/** The low byte of an extended code is the primary one. */
function primaryCode(exception: unknown): number | undefined {
  if (!(exception instanceof Error) || !('errcode' in exception)) return undefined;
  return typeof exception.errcode === 'number' ? exception.errcode & 0xff : undefined;
}

export const isClosed = (exception: unknown): boolean =>
  exception instanceof Error && 'code' in exception && exception.code === 'ERR_INVALID_STATE';

/** Another process has the lock just now; the same work may succeed a moment later. */
export function isBusy(exception: unknown): boolean {
  const code = primaryCode(exception);
  return code === BUSY || code === LOCKED;
}

/** Runs `work`; what SQLite throws about the file becomes a value. Anything else is a bug and stays an exception. */
export function attempt<T, E>(work: () => Result<T, E>): Result<T, E | StoreDown> {
  try {
    return work();
  } catch (cause) {
    if (!isClosed(cause) && !OUT_OF_ORDER.has(primaryCode(cause) ?? 0)) throw cause;
    return err({ kind: 'store_unavailable', cause });
  }
}

/** For the factory, which has no result to answer with: the same exception, with what was wanted in front. */
export function refuse<T>(because: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const name = OUT_OF_ORDER.get(primaryCode(cause) ?? 0);
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${because}: ${message}${name === undefined ? '' : ` (${name})`}`, { cause });
  }
}
