import { mayDo } from '../access/access.js';
import { type CreateCommand, creationExchange, decideCreate } from '../booking/create.js';
import { daysOf } from '../schedule/exchange.js';
import type { Policy } from '../schedule/policy.js';
import { type Attempt, refused, type Told, type Tries, untilTold } from './attempts.js';
import type { Dependencies } from './dependencies.js';
import { found, recalled } from './recall.js';
import type { CommandRequest } from './request.js';
import { namedService, namesSameDays, resolvedService } from './service-of.js';
import { settle } from './settle.js';

export function createBooking(deps: Dependencies, request: CommandRequest<CreateCommand>): Promise<Told> {
  const bookingId = deps.ids.next();
  return untilTold(deps, request.signal, (tries) => attempt(deps, request, bookingId, tries));
}

async function attempt(
  deps: Dependencies,
  request: CommandRequest<CreateCommand>,
  bookingId: string,
  tries: Tries,
): Promise<Attempt> {
  const { actor, command, scope, signal } = request;
  const { serviceId } = command;
  const daysBy = (policy: Policy) => daysOf(serviceId, creationExchange(bookingId, command, policy));
  const keys = daysBy(namedService(deps, serviceId));

  return deps.queue.through(keys.map(({ day }) => `${serviceId}#${day}`), signal, async () => {
    const mine = await found(deps, request, tries);
    if (mine) return mine;
    const loaded = await deps.store.repository.load({ record: scope, serviceId, days: keys });
    if (loaded.isErr()) return { again: 'store_unavailable' };
    const { record, days } = loaded.value;

    const remembered = recalled(deps, request, record);
    if (remembered) return remembered;
    if (!mayDo(actor, 'create', command.userId)) return refused({ kind: 'forbidden' });

    const { service, bookable } = resolvedService(deps, serviceId, loaded.value.service);
    if (!namesSameDays(keys, daysBy(service))) return { again: 'renamed' };

    const now = deps.clock.now();
    const verdict = decideCreate(bookingId, command, { now, actor, service, bookable, days });
    return settle(deps, request, tries, { now, verdict, record, booking: undefined, days });
  });
}
