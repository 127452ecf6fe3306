import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { seed } from '../../chance.js';
import { childScript, messageOf } from '../../child-processes.js';
import type { Field, Order, Report } from './orders.js';

interface Racing extends Partial<Omit<Field, 'seed'>> {
  readonly tableName: string;
  readonly processes?: number;
}

/** Real processes on one table. */
export class Racers {
  readonly #children: readonly ChildProcess[];

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children;
  }

  static async started({ tableName, processes = 1, instances = 1, conflictShare = 0 }: Racing): Promise<Racers> {
    const script = await childScript(new URL('racer-child.ts', import.meta.url));
    const children = Array.from({ length: processes }, (_, n) => {
      const field: Field = { tableName, seed: seed + n * instances, instances, conflictShare };
      return fork(script, [JSON.stringify(field)]);
    });
    await Promise.all(children.map(messageOf));
    return new Racers(children);
  }

  /** Each process has its share of the orders, one after the other in their list, and all begin at once. */
  async race(orders: readonly Order[]): Promise<Report> {
    const share = Math.ceil(orders.length / this.#children.length);
    const reports = this.#children.map(async (child, n) => {
      const report = messageOf(child);
      child.send(orders.slice(n * share, (n + 1) * share));
      // Said by our own script.
      return (await report) as Report;
    });
    const all = await Promise.all(reports);
    return {
      told: all.flatMap(({ told }) => told),
      transactions: all.reduce((sum, { transactions }) => sum + transactions, 0),
      conflicts: all.reduce((sum, { conflicts }) => sum + conflicts, 0),
    };
  }

  async stop(): Promise<void> {
    const running = this.#children.filter(({ connected }) => connected);
    const ends = running.map((child) => once(child, 'exit'));
    for (const child of running) child.disconnect();
    await Promise.all(ends);
  }
}
