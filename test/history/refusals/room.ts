import { type Part, partsOf } from '../model/interval.js';
import { loadsOf, peakOf, type Taken, withoutVersion } from '../model/taken.js';
import type { Version } from '../model/version.js';
import { type Scene, targetOf, textIn } from './scene.js';

/** What a booking has already never stands in its own way. */
function withoutOwn(taken: Taken, { day }: Part, booking: Version): Taken {
  const own = booking.parts.find((part) => part.day === day);
  return own ? withoutVersion(taken, own, booking) : taken;
}

/**
 * For each day in which the call wants more than its booking has, how many units are left for it: by the clock that
 * counts the most holds, and by the one that counts the fewest.
 */
export function unitsLeftIn(scene: Scene): readonly (readonly [least: number, most: number])[] {
  const { call, world, state, inForce, booking, earliestClock, latestClock } = scene;
  const serviceId = booking?.booking.serviceId ?? textIn(call, 'serviceId') ?? '';
  return (targetOf(scene)?.raised ?? []).flatMap(partsOf).map((part) => {
    const taken = world.taken(serviceId, part.day, state);
    const others = booking ? withoutOwn(taken, part, booking) : taken;
    const leftAt = (clock: number): number => Math.max(0, inForce.policy.capacity - peakOf(loadsOf(others, clock), part));
    return [leftAt(earliestClock), leftAt(latestClock)];
  });
}
