import type { Booking, Bookings, ExistingOptions } from '../../src/index.js';
import type { Called, Told } from '../history/history.js';
import { errandOf, errands } from './errand.js';
import { type PlannedCall, type PlannedInput, type Send, SERVICE } from './plan.js';
import type { Process } from './process.js';
import type { Town } from './town.js';

interface Refusal {
  readonly kind: string;
  readonly replayed?: boolean;
}
type Heard =
  | { readonly booking: Booking; readonly replayed: boolean }
  | { readonly items: readonly Booking[] }
  | Booking;
interface Reply {
  match<A>(onOk: (value: Heard) => A, onErr: (refusal: Refusal) => A): Promise<A>;
}
type Ask = (bookings: Bookings, bookingId: string, input: PlannedInput, options: ExistingOptions) => Reply;

const ASKS = {
  create: (bookings, _id, { userId = '', serviceId = SERVICE, dateTime = '', ...input }, options) =>
    bookings.create({ userId, serviceId, dateTime, ...input }, options),
  confirm: (bookings, bookingId, input, options) => bookings.confirm({ bookingId, ...input }, options),
  reschedule: (bookings, bookingId, input, options) => bookings.reschedule({ bookingId, ...input }, options),
  update: (bookings, bookingId, input, options) => bookings.update({ bookingId, ...input }, options),
  cancel: (bookings, bookingId, input, options) => bookings.cancel({ bookingId, ...input }, options),
  complete: (bookings, bookingId, _input, options) => bookings.complete({ bookingId }, options),
  no_show: (bookings, bookingId, _input, options) => bookings.markNoShow({ bookingId }, options),
  get: (bookings, bookingId, _input, options) => bookings.get(bookingId, options),
  list: (bookings, _id, input, options) => bookings.list({ serviceId: SERVICE, ...input }, options),
} as const satisfies Record<PlannedCall['operation'], Ask>;

const told = (reply: Reply): Promise<Told> =>
  reply.match<Told>(
    (heard) => {
      if ('items' in heard) return { bookings: heard.items };
      return 'booking' in heard ? heard : { bookings: [heard] };
    },
    ({ replayed = false, ...refusal }) => ({ refusal, replayed }),
  );

/** One sending of one call; what comes of it goes into the history. */
export function send(town: Town, call: PlannedCall, { heard }: Send, nth: number, process: Process): void {
  const { timeline } = town;
  const { operation, actor, key, ifMatch } = call;
  const bookingId = town.targetOf(call);
  const input = call.on === undefined ? { serviceId: SERVICE, ...call.input } : { ...call.input, bookingId };
  const request = town.nameOf(call, bookingId);
  const errand = errandOf(`q${call.id}.${nth}`, request, town.chance);
  const called: Called = {
    entry: 'call',
    call: town.history.length,
    request,
    at: timeline.step,
    clock: process.now(),
    operation,
    actor,
    input,
    key,
    ifMatch,
  };
  town.open.set(called.call, { ...called, process: process.name });
  town.saw('calls');
  town.history.push(called);
  town.note(() => `${errand.name} to ${process.name}: ${operation} ${JSON.stringify({ input, key, ifMatch })}`);

  const patience = new AbortController();
  if (call.abortAfter !== undefined) {
    timeline.after(call.abortAfter, `${errand.name} gives up`, () => {
      town.saw('client gave up');
      patience.abort();
    });
  }
  const answered = (answer: Told | undefined): void => {
    if (!town.open.delete(called.call)) return;
    if (answer && 'replayed' in answer && answer.replayed) town.saw('replay');
    if (answer && 'refusal' in answer && answer.refusal.kind === 'idempotency_key_reused') {
      town.saw('another command under one key');
    }
    const at = timeline.step;
    town.note(() => `${errand.name} is told ${JSON.stringify(answer)}${heard ? '' : ', unheard'}`);
    town.history.push(
      heard && answer
        ? { entry: 'answer', call: called.call, at, clock: process.now(), answer }
        : { entry: 'lost', call: called.call, at, clock: process.now() },
    );
  };
  const { signal } = patience;
  void errands
    .run(errand, () => told(ASKS[operation](process.bookings, bookingId, call.input, { actor, idempotencyKey: key, ifMatch, signal })))
    .then(answered, (error: unknown) => {
      town.thrown(`${errand.name} threw`, error);
      answered(undefined);
    });
}
