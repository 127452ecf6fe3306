import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { root } from '../commands.ts';
import { type Mutant, placed } from './mutant.ts';

export interface Run {
  /** A working copy, and its sources with their types. */
  readonly folder: string;
  readonly sources: ReadonlyMap<string, string>;
  /** Patterns of the files to mutate. */
  readonly mutate: readonly string[];
  /** Where the results of the last run are kept, to run only what may have changed since. */
  readonly incrementalFile?: string | undefined;
}

/**
 * A test that waits in vain kills, too, but on a busy machine it may have waited for the machine alone; and a thread is
 * taken down when its test never comes back (`test/mutation/watch.ts`), or when that has eaten up all memory.
 */
const isTimeout = ({ status, statusReason = '' }: { readonly status: string; readonly statusReason?: string }): boolean =>
  statusReason.startsWith('Test timed out') ||
  (status === 'RuntimeError' && statusReason.includes('Worker threads emitted error'));

/** Answers with every mutant and what became of it. What never changes stands in `stryker.config.json`. */
export async function runStryker({ folder, sources, mutate, incrementalFile }: Run): Promise<readonly Mutant[]> {
  const stryker = new Stryker({
    mutate: [...mutate],
    concurrency: Math.min(2, availableParallelism()),
    // The folder is a copy already.
    inPlace: true,
    incremental: incrementalFile !== undefined,
    ...(incrementalFile !== undefined && { incrementalFile }),
  });
  process.chdir(folder);
  try {
    const results = await stryker.runMutationTest();
    return results.map(({ fileName, location, mutatorName, replacement, testsCompleted = 0, ...result }) => {
      const file = relative(folder, fileName);
      const { start, end } = location;
      const status = isTimeout(result) ? 'Timeout' : result.status;
      const killedBy = result.killedBy && `${result.killedBy.join()}: ${result.statusReason}`;
      const outcome = { from: start, to: end, mutator: mutatorName, replacement, status, testsCompleted, killedBy };
      return placed(file, sources.get(file) ?? '', outcome);
    });
  } finally {
    process.chdir(root);
  }
}
