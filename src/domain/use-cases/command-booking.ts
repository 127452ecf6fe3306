import type { Loaded } from '../../ports/index.js';
import { mayDo } from '../access/access.js';
import { type Behaviour, decideOn, exchangeOf } from '../booking/behaviour.js';
import type { Verdict } from '../booking/decision.js';
import type { BookingState } from '../booking/state.js';
import type { CommandName } from '../booking/transitions.js';
import { err } from '../result.js';
import { daysOf, reachesAsFar } from '../schedule/exchange.js';
import type { Service } from '../schedule/policy.js';
import type { ServiceDay } from '../schedule/service-day.js';
import { type Attempt, refused, type Told, type Tries, untilTold } from './attempt/attempts.js';
import { bookingKey, dayKeys } from './attempt/keyed-queue.js';
import { found, recalled } from './attempt/recall.js';
import { settle } from './attempt/settle.js';
import type { CommandRequest } from './call/request.js';
import type { Dependencies } from './dependencies.js';

/** Anything that is done to one existing booking. */
interface OnBooking {
  readonly bookingId: string;
}

export function commandBooking<N extends CommandName, C extends OnBooking>(
  deps: Dependencies,
  behaviour: Behaviour<N, C>,
  request: CommandRequest<C>,
): Promise<Told> {
  const { signal, command } = request;
  // Queued by booking before its days: who holds days never waits for a booking, so no two wait for each other.
  return untilTold(deps, signal, (tries) =>
    deps.queue.through([bookingKey(command.bookingId)], signal, () => attempt(deps, behaviour, request, tries)),
  );
}

async function attempt<N extends CommandName, C extends OnBooking>(
  deps: Dependencies,
  behaviour: Behaviour<N, C>,
  request: CommandRequest<C>,
  tries: Tries,
): Promise<Attempt> {
  const { actor, command, scope } = request;
  const loaded = await deps.store.repository.load({ record: scope, bookingId: command.bookingId, days: [] });
  if (loaded.isErr()) return { again: 'store_unavailable' };
  const mine = tries.unknown && (await found(deps, request, tries.unknown));
  if (mine) return mine;

  const remembered = recalled(deps, request, loaded.value.record, deps.clock.now());
  if (remembered) return remembered;
  const { booking } = loaded.value;
  if (!booking || !mayDo(actor, 'see', booking.userId)) return refused({ kind: 'not_found' });
  if (!mayDo(actor, behaviour.command, booking.userId)) return refused({ kind: 'forbidden' });
  return decideAndSettle(deps, behaviour, request, tries, { ...loaded.value, booking });
}

async function decideAndSettle<N extends CommandName, C extends OnBooking>(
  deps: Dependencies,
  behaviour: Behaviour<N, C>,
  request: CommandRequest<C>,
  tries: Tries,
  { booking, record }: Loaded & { readonly booking: BookingState },
): Promise<Attempt> {
  const { actor, command, ifMatch, signal } = request;
  const { serviceId } = booking;
  const settled = (verdict: Verdict, now: number, days: readonly ServiceDay[]): Promise<Attempt> =>
    settle(deps, request, tries, { now, verdict, record, booking, days });
  const decided = (service: Service, bookable: boolean, days: readonly ServiceDay[]): Promise<Attempt> => {
    const now = deps.clock.now();
    return settled(decideOn(behaviour, booking, command, { now, actor, service, bookable, days }), now, days);
  };

  if (ifMatch !== undefined && ifMatch !== booking.version) {
    return settled(err({ kind: 'version_mismatch', current: booking.version }), deps.clock.now(), []);
  }
  const lastSeen = deps.policies.lastSeen(serviceId);
  const named = exchangeOf(behaviour, booking, command, lastSeen);
  const keys = daysOf(serviceId, named);
  // Without days nothing is decided by the policy either.
  if (keys.length === 0) return decided(lastSeen, true, []);

  return deps.queue.through(dayKeys(keys), signal, async () => {
    const loaded = await deps.store.repository.load({ serviceId, days: keys });
    if (loaded.isErr()) return { again: 'store_unavailable' };
    const { service, bookable } = deps.policies.resolve(serviceId, loaded.value.service);
    if (!reachesAsFar(named, exchangeOf(behaviour, booking, command, service))) return { again: 'renamed' };
    return decided(service, bookable, loaded.value.days);
  });
}
