import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A clock for functions, that stands where it was set. */
export interface StandingClock {
  /** What a function's environment needs to go by it. */
  readonly environment: Readonly<Record<string, string>>;
  set(instant: string | number): void;
}

const PRELOADED = fileURLToPath(new URL('fixtures/standing-clock.cjs', import.meta.url));

export function standingClock(instant: string | number): StandingClock {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'now');
  const set = (to: string | number): void => {
    writeFileSync(`${file}.new`, String(new Date(to).getTime()));
    renameSync(`${file}.new`, file);
  };
  set(instant);
  return { environment: { NODE_OPTIONS: `--require ${PRELOADED}`, STANDING_CLOCK: file }, set };
}
