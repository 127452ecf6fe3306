import { describe } from 'vitest';
import { recordedStories } from './recorded-stories.js';
import { openSqlite } from './sqlite/open-sqlite.js';

const seed = Number(process.env['HOLDFAST_SEED'] ?? 20_261_201);

describe(`three servers on one file, killed at random, as their clients saw it (HOLDFAST_SEED=${seed})`, () => {
  recordedStories({ openStore: openSqlite, seed, ms: 2_500 });
});
