import { expect, it } from 'vitest';
import { Latest } from '../../../../src/entrypoints/lambda/stream/latest.js';

it('keeps the latest ids and no more, and lets go of what is not to be kept', () => {
  const latest = new Latest(2);
  const kept = () => ['a', 'b', 'c'].filter((id) => latest.has(id));
  for (const id of ['a', 'b', 'a', 'c']) latest.keep(id, true);
  expect(kept()).toEqual(['a', 'c']);
  latest.keep('a', false);
  latest.keep('b', false);
  expect(kept()).toEqual(['c']);
});
