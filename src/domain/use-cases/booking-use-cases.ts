import type { Answer, Bookings, CommandOptions, ExistingOptions, Refused as Refusing, Reply } from '../../ports/index.js';
import type { Behaviour } from '../booking/behaviour.js';
import type { Booking } from '../booking/booking.js';
import { cancel } from '../booking/cancel.js';
import { reschedule, update } from '../booking/change.js';
import { complete, markNoShow } from '../booking/close.js';
import { confirm } from '../booking/confirm.js';
import type { Always } from '../booking/refusals.js';
import type { CommandName } from '../booking/transitions.js';
import {
  parseCancel,
  parseClose,
  parseConfirm,
  parseCreate,
  type ParseCommand,
  parseReschedule,
  parseUpdate,
} from '../input/commands.js';
import { err, type Result, ResultAsync } from '../result.js';
import type { Told } from './attempt/attempts.js';
import { KeyedQueue } from './attempt/keyed-queue.js';
import { PolicyCache } from './attempt/policy-cache.js';
import { backgroundOf } from './background/background.js';
import { bookingHistory } from './booking-history.js';
import { asked } from './call/reading.js';
import { requestOf } from './call/request.js';
import { commandBooking } from './command-booking.js';
import { createBooking } from './create-booking.js';
import type { Dependencies, Ports } from './dependencies.js';
import { getBooking } from './get-booking.js';
import { listBookings } from './list-bookings.js';
import { serviceAvailability } from './service-availability.js';
import { getService, listServices, putService } from './services.js';

/** The driving port over the driven ones. */
export function bookingUseCases(ports: Ports): Bookings {
  const deps: Dependencies = {
    ...ports,
    queue: new KeyedQueue(ports.stopwatch),
    policies: new PolicyCache(ports.settings.refuseUnknownServices),
    committed: () => committed(),
  };
  const { background, committed } = backgroundOf(deps);

  // Asynchronous from the start, so that whatever throws (a getter of the caller's, its id generator) rejects.
  const create = async (input: unknown, options?: CommandOptions): Promise<Told> => {
    const request = requestOf(deps, 'create', parseCreate, input, options, ports.settings.requireIdempotencyKey);
    return request.isErr() ? refusedNow(request.error) : createBooking(deps, request.value);
  };
  const command =
    <N extends CommandName, C extends { readonly bookingId: string }>(behaviour: Behaviour<N, C>, parse: ParseCommand<C>) =>
    <B extends Booking, E>(input: unknown, options?: ExistingOptions): Reply<B, E> => {
      const run = async (): Promise<Told> => {
        const request = requestOf(deps, behaviour.command, parse, input, options);
        return request.isErr() ? refusedNow(request.error) : commandBooking(deps, behaviour, request.value);
      };
      return reply(run());
    };

  return {
    create: <B extends Booking, E>(input: unknown, options?: CommandOptions): Reply<B, E> => reply(create(input, options)),
    confirm: command(confirm, parseConfirm),
    reschedule: command(reschedule, parseReschedule),
    update: command(update, parseUpdate),
    cancel: command(cancel, parseCancel),
    complete: command(complete, parseClose),
    markNoShow: command(markNoShow, parseClose),
    get: (bookingId, options) => getBooking(deps, bookingId, options),
    list: (filter, options) => listBookings(deps, filter, options),
    history: (query, options) => bookingHistory(deps, query, options),
    availability: (query, options) => serviceAvailability(deps, query, options),
    putService: (service, options) => putService(deps, service, options),
    getService: (serviceId, options) => getService(deps, serviceId, options),
    listServices: (options) => listServices(deps, options),
    ping: () => asked(ports.store.ping()),
    background,
  };
}

const refusedNow = (refusal: Always): Told => err({ ...refusal, replayed: false });

/**
 * From what any command may be told to what this one may be: the status table decides which status a command leads to,
 * and a record answers only the operation it was written for. The compiler cannot follow either.
 */
const reply = <B extends Booking, E>(told: Promise<Told>): Reply<B, E> =>
  new ResultAsync(told as Promise<Result<unknown, unknown>> as Promise<Result<Answer<B>, Refusing<E>>>);
