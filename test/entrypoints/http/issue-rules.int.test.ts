import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../../../src/entrypoints/http/issue-messages.js';

describe('an issue', () => {
  it('has prose for every rule that the library names', () => {
    const sources = ['src/domain', 'src/entrypoints/http'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        // An audit is asked for at the command line, which has words of its own.
        .filter((file) => file.endsWith('.ts') && !file.includes('use-cases/audit'))
        .map((file) => readFileSync(`${room}/${file}`, 'utf8')),
    );
    const named = sources.flatMap((text) =>
      [...text.matchAll(/(?:\brule: |new Broken\()'(\w+)'/g)].map(([, rule]) => rule ?? ''),
    );
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((rule) => !(rule in MESSAGES))).toEqual([]);
  });
});
