import type { DatabaseSync, StatementSync } from 'node:sqlite';

const STEPS = {
  BEGIN: /^BEGIN/,
  'booking written': /^(INSERT INTO|UPDATE) booking\b/,
  'event written': /^INSERT INTO event\b/,
  'service day written': /^(INSERT INTO|UPDATE) service_day\b/,
  'record written': /^INSERT INTO idempotency_record\b/,
  COMMIT: /^COMMIT/,
} as const;

export type CrashStep = keyof typeof STEPS;
export const CRASH_STEPS: readonly string[] = Object.keys(STEPS);

/**
 * The same database, telling `after` of every step of a commit once it is done. With a cache of one page, SQLite writes
 * into its log before it commits, so that a copy of the files really holds half a transaction.
 */
export function crashingDatabase(database: DatabaseSync, after: (step: string) => void): DatabaseSync {
  database.exec('PRAGMA cache_size = 1');
  const stepOf = (sql: string): string | undefined => {
    const text = sql.trim();
    return Object.entries(STEPS).find(([, pattern]) => pattern.test(text))?.[0];
  };
  const watched = (statement: StatementSync, step: string): StatementSync =>
    overriding(statement, {
      run: (...parameters: Parameters<StatementSync['run']>) => {
        const result = statement.run(...parameters);
        after(step);
        return result;
      },
    });
  return overriding(database, {
    prepare: (sql: string) => {
      const step = stepOf(sql);
      const statement = database.prepare(sql);
      return step === undefined ? statement : watched(statement, step);
    },
  });
}

/** Native methods insist on their own object, so each is bound to it. */
function overriding<T extends object>(target: T, overrides: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(target, {
    get(_, name) {
      if (name in overrides) return Reflect.get(overrides, name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
