import { mayDo } from '../access/access.js';
import { type CreateCommand, creationExchange, decideCreate } from '../booking/create.js';
import { daysOf, reachesAsFar } from '../schedule/exchange.js';
import { type Attempt, refused, type Told, type Tries, untilTold } from './attempt/attempts.js';
import { dayKeys } from './attempt/keyed-queue.js';
import { found, recalled } from './attempt/recall.js';
import { settle } from './attempt/settle.js';
import type { CommandRequest } from './call/request.js';
import type { Dependencies } from './dependencies.js';

export function createBooking(deps: Dependencies, request: CommandRequest<CreateCommand>): Promise<Told> {
  return untilTold(deps, request.signal, (tries) => attempt(deps, request, tries));
}

async function attempt(
  deps: Dependencies,
  request: CommandRequest<CreateCommand>,
  tries: Tries,
): Promise<Attempt> {
  // A booking is called after the request that made it: both are drawn once and never again.
  const { requestId: bookingId, actor, command, scope, signal } = request;
  const { serviceId } = command;
  const named = creationExchange(bookingId, command, deps.policies.lastSeen(serviceId));
  const keys = daysOf(serviceId, named);

  return deps.queue.through(dayKeys(keys), signal, async () => {
    const loaded = await deps.store.repository.load({ record: scope, serviceId, days: keys });
    if (loaded.isErr()) return { again: 'store_unavailable' };
    const mine = tries.unknown && (await found(deps, request, tries.unknown));
    if (mine) return mine;
    const { record, days } = loaded.value;
    const now = deps.clock.now();

    const remembered = recalled(deps, request, record, now);
    if (remembered) return remembered;
    if (!mayDo(actor, 'create', command.userId)) return refused({ kind: 'forbidden' });

    const { service, bookable } = deps.policies.resolve(serviceId, loaded.value.service);
    if (!reachesAsFar(named, creationExchange(bookingId, command, service))) return { again: 'renamed' };

    const verdict = decideCreate(bookingId, command, { now, actor, service, bookable, days });
    return settle(deps, request, tries, { now, verdict, record, booking: undefined, days });
  });
}
