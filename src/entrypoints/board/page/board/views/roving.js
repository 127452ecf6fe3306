// One stop for the Tab key, however many bookings there are; from there the arrow keys lead on.

const STOP = '[data-stop]:not([hidden])';

/** How far a step in each direction goes along it, and how far aside, from the middle of one to that of the other. */
const STEPS = /** @type {const} @satisfies {Record<string, (x: number, y: number) => readonly [number, number]>} */ ({
  ArrowRight: (x, y) => [x, y],
  ArrowLeft: (x, y) => [-x, y],
  ArrowDown: (x, y) => [y, x],
  ArrowUp: (x, y) => [-y, x],
});
/** Up and down look for what is above and below; left and right stay in their row, and find the next in time. */
const ASIDE_COSTS = { across: 1, down: 3 };

/** @param {Element} stop */
function middleOf(stop) {
  const { left, top, width, height } = stop.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/**
 * @param {readonly HTMLElement[]} stops
 * @param {Element} from
 * @param {(x: number, y: number) => readonly [number, number]} step
 */
function nearest(stops, from, step) {
  const here = middleOf(from);
  const isAcross = step === STEPS.ArrowLeft || step === STEPS.ArrowRight;
  const [row, costs] = [isAcross ? from.closest('tr') : null, isAcross ? ASIDE_COSTS.across : ASIDE_COSTS.down];
  /** @type {{ stop: HTMLElement | undefined, cost: number }} */
  let best = { stop: undefined, cost: Number.POSITIVE_INFINITY };
  for (const stop of stops) {
    if (row && !row.contains(stop)) continue;
    const there = middleOf(stop);
    const [along, aside] = step(there.x - here.x, there.y - here.y);
    const cost = along + costs * Math.abs(aside);
    if (stop !== from && along > 1 && cost < best.cost) best = { stop, cost };
  }
  return best.stop;
}

/** @param {HTMLElement} container */
export function createRoving(container) {
  /** @type {HTMLElement | undefined} */
  let current;
  const stops = () => /** @type {HTMLElement[]} */ ([...container.querySelectorAll(STOP)]);

  /** @param {HTMLElement | undefined} stop */
  function rest(stop) {
    if (stop === current) return;
    current?.setAttribute('tabindex', '-1');
    current = stop;
    stop?.setAttribute('tabindex', '0');
  }

  container.addEventListener('focusin', ({ target }) => {
    const stop = target instanceof Element ? target.closest(STOP) : null;
    if (stop instanceof HTMLElement) rest(stop);
  });
  container.addEventListener('keydown', (event) => {
    const from = event.target instanceof Element ? event.target.closest(STOP) : null;
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = stops();
    /** @type {HTMLElement | undefined} */
    let to;
    if (event.key === 'Home') [to] = all;
    else if (event.key === 'End') to = all.at(-1);
    else if (event.key in STEPS) to = nearest(all, from, STEPS[/** @type {keyof typeof STEPS} */ (event.key)]);
    else return;
    event.preventDefault();
    to?.focus();
    to?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  return {
    /** After things have come and gone: there is one stop, and be it the place itself, to scroll in. */
    settle() {
      if (!current?.isConnected || current.hidden) rest(stops()[0]);
      if (current) container.removeAttribute('tabindex');
      else container.setAttribute('tabindex', '0');
    },
  };
}
