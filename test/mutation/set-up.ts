import { BroadcastChannel, threadId } from 'node:worker_threads';
import { configureGlobal } from 'fast-check';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { SIGNS_OF_LIFE } from './watch.js';

// The same cases for every mutant: what is killed today is killed tomorrow.
configureGlobal({ seed: 20_261_201 });

// A mutant is dead at its first failure. The runner skips the tests that are left, but would still load their files,
// which takes longer than all else; every run has a thread of its own, so this is forgotten by the next mutant.
const failure = Symbol.for('holdfast: a test failed');
if (failure in globalThis) throw new Error('A test failed already');
afterEach(({ task }) => {
  if (task.result?.state === 'fail') Object.assign(globalThis, { [failure]: true });
});

// The longest that the thread is silent is a test that lets nothing else happen.
const signs = new BroadcastChannel(SIGNS_OF_LIFE);
const saySo = (): void => signs.postMessage(threadId);
const saying = setInterval(saySo, 250);
beforeEach(saySo);
afterAll(() => {
  clearInterval(saying);
  signs.close();
});
