import { describe } from 'vitest';
import { openDynamodb } from './dynamodb/open-dynamodb.js';
import { recordedStories } from './recorded-stories.js';

const seed = Number(process.env['HOLDFAST_SEED'] ?? 20_261_201);

describe(`three servers on one table behind a bad line, killed at random (HOLDFAST_SEED=${seed})`, () => {
  recordedStories({ openStore: openDynamodb, seed, ms: 8_000, seldom: ['transactions refused'] });
});
