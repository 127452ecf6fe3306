import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Built functions as they lie on Lambda: each by itself, with no package above it and no `node_modules`. */
export class Deployed {
  readonly #folder = mkdtempSync(join(tmpdir(), 'holdfast-deployed-'));

  /** Answers with where the copy lies. */
  copyOf(built: string): string {
    const copy = join(this.#folder, basename(built));
    cpSync(built, copy, { recursive: true });
    return copy;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
