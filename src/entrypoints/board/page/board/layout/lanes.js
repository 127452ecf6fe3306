/**
 * @typedef {{ id: string, from: number, to: number, isOver: boolean }} LaneSpan
 */

/**
 * What overlaps stands in different lanes, each as high up as there is room. What takes no room any more comes last, so
 * that it pushes nothing down.
 *
 * @param {readonly LaneSpan[]} spans
 * @returns {{ laneOf: ReadonlyMap<string, number>, lanes: number }}
 */
export function lanesFor(spans) {
  const inOrder = spans.toSorted(
    (one, other) =>
      Number(one.isOver) - Number(other.isOver) ||
      one.from - other.from ||
      other.to - one.to ||
      (one.id < other.id ? -1 : 1),
  );
  /** @type {LaneSpan[][]} */
  const lanes = [];
  /** @type {Map<string, number>} */
  const laneOf = new Map();
  for (const span of inOrder) {
    const free = lanes.findIndex((lane) => lane.every(({ from, to }) => to <= span.from || from >= span.to));
    const lane = free < 0 ? lanes.length : free;
    if (free < 0) lanes.push([]);
    lanes[lane]?.push(span);
    laneOf.set(span.id, lane);
  }
  return { laneOf, lanes: lanes.length };
}
