import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { watchThreads } from './test/mutation/watch.ts';
import base from './vitest.config.ts';

/** How many of the folders around the mutated file the test's path names too: its own tests come first. */
const nearness = (test: string, mutated: string): number => {
  const named = new Set(test.split(/[/.]/));
  return mutated.split(/[/.]/).filter((part) => named.has(part)).length;
};

/** A mutant is dead at the first test that fails, so the tests that know it best run first. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const mutated = this.ctx.config.related?.[0] ?? '';
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => nearness(b.moduleId, mutated) - nearness(a.moduleId, mutated));
  }
}

watchThreads();

// What judges a mutant: everything that needs no socket, file or process and is over in a moment.
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: [
      'test/{unit,property,adapters/in-memory,entrypoints/{http,library}}/**/*.{unit,property}.test.ts',
      'test/docs/tables.unit.test.ts',
      'test/entrypoints/http/openapi.int.test.ts',
    ],
    setupFiles: ['test/mutation/set-up.ts'],
    pool: 'threads',
    isolate: false,
    // The slowest takes a second; what a mutant makes wait forever need not wait for much longer. Whatever goes round
    // and round is ended by `watchThreads`, so that the limit in stryker.config.json is but the last resort.
    testTimeout: 5_000,
    sequence: { sequencer: NearestFirst },
  },
});
