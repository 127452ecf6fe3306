import type { DatabaseSync } from 'node:sqlite';

/** The same database, whose every prepared statement says that it is about to run. */
export function watchedDatabase(database: DatabaseSync, running: (sql: string) => void): DatabaseSync {
  return new Proxy(database, {
    get: (_, name) => {
      if (name !== 'prepare') return bound(database, name);
      return (sql: string) =>
        new Proxy(database.prepare(sql), {
          get: (statement, method) => {
            const member: unknown = bound(statement, method);
            if (typeof member !== 'function') return member;
            return (...args: readonly unknown[]) => {
              running(sql);
              return member(...args);
            };
          },
        });
    },
  });
}

/** Native methods insist on their own object. */
function bound(target: object, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name, target);
  return typeof member === 'function' ? member.bind(target) : member;
}
