import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plan } from './plan.ts';

const folder = fileURLToPath(new URL('kept/', import.meta.url));

export const slugOf = (name: string): string =>
  name.toLowerCase().replaceAll('≤', 'at most').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');

/** Runs that once broke something: as data, so that they stay the same when seeds come to mean something else. */
export const keptNames = (): readonly string[] => readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

export function keptPlan(name: string): Plan {
  const plan: Plan = JSON.parse(readFileSync(`${folder}${slugOf(name)}.json`, 'utf8'));
  return plan;
}

/** Answers with where it is. */
export function keepPlan(name: string, plan: Plan): string {
  mkdirSync(folder, { recursive: true });
  const file = `${slugOf(name)}.json`;
  writeFileSync(`${folder}${file}`, `${JSON.stringify(plan)}\n`);
  return `test/simulation/kept/${file}`;
}
