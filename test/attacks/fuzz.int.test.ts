import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fuzz } from './fuzz/fuzz.js';

const REQUESTS = 2_000;
const seed = Number(process.env['HOLDFAST_SEED'] ?? 20_261_201);

it(`${REQUESTS} requests made from the OpenAPI document find nothing that it does not say (HOLDFAST_SEED=${seed})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { figures, faults } = await fuzz(folder, REQUESTS, seed);
  expect(faults).toEqual([]);
  // All but the few that Node hung up on.
  expect(Number(figures['requests'])).toBeGreaterThan(0.98 * REQUESTS);
});
