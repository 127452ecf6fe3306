import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

const inMemory = ['test/**/*.{unit,property}.test.ts', 'test/**/*in-memory*.contract.test.ts'];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^holdfast$/, replacement: source('index.ts') },
      { find: /^holdfast\/ports$/, replacement: source('ports/index.ts') },
      { find: /^holdfast\/adapters\/([a-z-]+)$/, replacement: source('adapters/$1/index.ts') },
      { find: /^holdfast\/(board|express|express\/live|lambda|composition|testing)$/, replacement: source('entrypoints/$1/index.ts') },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        // No file here leaves anything behind it, so one loaded copy of the sources serves them all.
        test: { name: 'fast', include: inMemory, pool: 'threads', isolate: false, maxWorkers: 2, testTimeout: 30_000 },
      },
      {
        extends: true,
        // Files, sockets and processes: each file in a process of its own, two at a time.
        test: {
          name: 'slow',
          include: ['test/**/*.{int,contract}.test.ts'],
          exclude: inMemory,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Needs Chromium: Debian's, or the one that CHROMIUM names.
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          // A page takes its time on a busy machine; what is waited for is waited for as long as elsewhere.
          expect: { poll: { timeout: 15_000 } },
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Needs a DynamoDB: `npm run test:integration` starts one.
        test: {
          name: 'dynamodb',
          include: ['test/**/*.dynamodb.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Needs a Redis: `npm run test:redis` starts one. Files start, freeze and kill others of their own.
        test: {
          name: 'redis',
          include: ['test/**/*.redis.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Needs a DynamoDB, and runs functions as they are built: `npm run test:aws` sees to both. A file has as many
        // processes of its own as there are processors.
        test: {
          name: 'aws',
          include: ['test/**/*.aws.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
