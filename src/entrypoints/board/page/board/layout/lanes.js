/** @typedef {{ from: number, to: number, isOver: boolean }} Stay */
/** @typedef {ReadonlyMap<string, Stay & { lane: number }>} Lanes */

/**
 * What overlaps stands in different lanes, each as high up as there is room. What takes no room any more comes last, so
 * that it pushes nothing down; and what has not changed stays where it was, so that an update moves nothing else.
 *
 * @param {readonly (Stay & { id: string })[]} spans
 * @param {Lanes} [before]
 * @returns {Lanes}
 */
export function lanesFor(spans, before = new Map()) {
  /** @type {Stay[][]} */
  const lanes = [];
  /** @type {Map<string, Stay & { lane: number }>} */
  const found = new Map();

  /** @param {Stay & { id: string }} span @param {number} lane */
  function put({ id, from, to, isOver }, lane) {
    while (lanes.length <= lane) lanes.push([]);
    lanes[lane]?.push({ from, to, isOver });
    found.set(id, { from, to, isOver, lane });
  }

  const others = spans.filter((span) => {
    const stayed = before.get(span.id);
    if (stayed?.from !== span.from || stayed.to !== span.to || stayed.isOver !== span.isOver) return true;
    put(span, stayed.lane);
    return false;
  });
  const inOrder = others.sort(
    (one, other) =>
      Number(one.isOver) - Number(other.isOver) ||
      one.from - other.from ||
      other.to - one.to ||
      (one.id < other.id ? -1 : 1),
  );
  for (const span of inOrder) {
    const free = lanes.findIndex((lane) => lane.every(({ from, to }) => to <= span.from || from >= span.to));
    put(span, free < 0 ? lanes.length : free);
  }
  return found;
}
