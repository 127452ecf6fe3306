import { describe, expect, it } from 'vitest';
import { uuids } from '../../../src/adapters/system/index.js';

describe('an id', () => {
  const drawn = Array.from({ length: 2_000 }, () => uuids.next());

  it('is a UUID of version 7', () => {
    for (const id of drawn) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
  it('is never drawn twice', () => {
    expect(new Set(drawn).size).toBe(drawn.length);
  });
  it('begins with the millisecond it was drawn in', () => {
    const before = Date.now();
    const at = Number.parseInt(uuids.next().replace('-', '').slice(0, 12), 16);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});
