/** Long before somebody who types or scrolls would notice. */
const SLICE_MS = 8;

/**
 * Does one piece of work after another, a few milliseconds in each frame. New work replaces what is not done yet.
 */
export function createSlices() {
  /** @type {Generator<undefined, void> | undefined} */
  let work;
  let isDue = false;

  function go() {
    isDue = false;
    const until = performance.now() + SLICE_MS;
    while (work) {
      if (work.next().done) work = undefined;
      else if (performance.now() > until) return due();
    }
  }

  function due() {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(go);
  }

  return {
    /** @param {Generator<undefined, void>} next */
    start(next) {
      work = next;
      due();
    },
    isBusy: () => work !== undefined,
  };
}
