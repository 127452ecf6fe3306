import { MINUTE } from '../model/interval.js';
import { unitsLeftIn } from './room.js';
import { type Scene, targetOf, textIn } from './scene.js';

interface Refusal {
  readonly kind: string;
}
type Facts = Readonly<Record<string, unknown>>;

const iso = (at: number): string => new Date(at).toISOString();

/** By the code of a refusal, what else it has to say. */
const FACTS: Readonly<Record<string, (scene: Scene) => Facts>> = {
  slot_unavailable: (scene) => {
    const target = targetOf(scene);
    const serviceId = scene.booking?.booking.serviceId ?? textIn(scene.call, 'serviceId');
    return target ? { serviceId, dateTime: iso(target.startsAt), endsAt: iso(target.endsAt) } : {};
  },
  capacity_exceeded: ({ inForce: { policy } }) => ({ capacity: policy.capacity }),
  notice_too_short: ({ inForce: { policy } }) => ({ minNoticeMinutes: policy.minNoticeMinutes }),
  beyond_horizon: ({ inForce: { policy } }) => ({ maxHorizonDays: policy.maxHorizonDays }),
  cancellation_window_passed: ({ booking, inForce: { policy } }) =>
    booking ? { latest: iso(booking.startsAt - policy.cancellationNoticeMinutes * MINUTE) } : {},
  not_started: ({ booking }) => ({ dateTime: booking?.booking.dateTime }),
};

/** Whether all that a refusal says beside its code is so in the scene; what it leaves out is not missed. */
export function saysWhatIsSo(scene: Scene, refusal: Refusal): boolean {
  const facts = Object.entries(FACTS[refusal.kind]?.(scene) ?? {});
  const told = (name: string): unknown => Reflect.get(refusal, name);
  if (!facts.every(([name, value]) => told(name) === undefined || told(name) === value)) return false;
  const left = refusal.kind === 'slot_unavailable' ? told('unitsLeft') : undefined;
  return typeof left !== 'number' || unitsLeftIn(scene).some(([least, most]) => least <= left && left <= most);
}
