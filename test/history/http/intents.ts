import type { Actor, Booking } from '../../../src/index.js';
import { iso, MINUTE } from '../../unit/builders.js';
import type { Desk } from './desk.js';
import type { Dice } from './dice.js';
import type { Intent } from './wire.js';

export const SERVICES = ['chair', 'room', 'tour'] as const;

type Wish = Pick<Intent, 'operation' | 'input'> & Partial<Pick<Intent, 'key' | 'ifMatch'>>;
interface Wishing {
  readonly actor: Actor;
  readonly dice: Dice;
  readonly desk: Desk;
  /** The name of the request. */
  readonly name: string;
}

const isStaff = ({ roles }: Actor): boolean => roles.includes('staff');

/** Some begin at once, so that holds lapse and bookings end within the run; some cross midnight; a few are wanted by all. */
function startIn(dice: Dice): string {
  const now = Date.now();
  const tomorrow = Date.parse(`${iso(now).slice(0, 10)}T00:00:00Z`) + 1440 * MINUTE;
  const kind = dice.pick(['soon', 'soon', 'tomorrow', 'tomorrow', 'midnight', 'past']);
  if (kind === 'soon') return iso(now + dice.between(20, 2_500));
  if (kind === 'past') return iso(now - dice.between(0, 200));
  if (kind === 'midnight') return iso(tomorrow + 1440 * MINUTE - dice.pick([15, 30, 45]) * MINUTE);
  return iso(tomorrow + (9 * 60 + 15 * dice.between(0, 40)) * MINUTE);
}

const WISHES: Readonly<Record<string, (wishing: Wishing) => Wish | undefined>> = {
  create({ actor, dice, name }) {
    const userId = isStaff(actor) || dice.happens(0.02) ? `u-${dice.between(0, 3)}` : actor.subject;
    const units = dice.between(1, 3);
    const input = {
      userId,
      serviceId: dice.pick(SERVICES),
      dateTime: startIn(dice),
      metadata: { request: name },
      ...(dice.happens(0.5) && { hold: true }),
      ...(dice.happens(0.3) && { units }),
      ...(dice.happens(0.2) && { durationMinutes: dice.pick([1, 15, 30, 90]) }),
    };
    return { operation: 'create', input };
  },
  confirm({ dice, name, ...wishing }) {
    const booking = pick({ dice, name, ...wishing }, ({ status }) => status === 'held');
    const isNamed = dice.happens(0.7);
    return booking && { operation: 'confirm', input: { ...booking, ...(isNamed && { paymentReference: name }) }, ...(!isNamed && { key: name }) };
  },
  note(wishing) {
    const booking = pick(wishing);
    return booking && { operation: 'update', input: { ...booking, notes: wishing.name } };
  },
  nothing(wishing) {
    const known = wishing.desk.pick(wishing.dice, ownerFor(wishing), isOpen);
    return known && { operation: 'update', input: { bookingId: known.bookingId, notes: known.notes ?? null }, key: wishing.name };
  },
  move(wishing) {
    const { dice, name } = wishing;
    const booking = pick(wishing, isOpen);
    const to = dice.happens(0.8) ? { dateTime: startIn(dice) } : { units: dice.between(1, 3) };
    return booking && { operation: 'update', input: { ...booking, ...to, notes: name } };
  },
  cancel(wishing) {
    const booking = pick(wishing, (known) => isOpen(known) || wishing.dice.happens(0.1));
    return booking && { operation: 'cancel', input: { ...booking, reason: wishing.name } };
  },
  complete(wishing) {
    const booking = pick(wishing, hasBegun);
    return booking && { operation: 'complete', input: booking, key: wishing.name };
  },
  miss(wishing) {
    const booking = pick(wishing, hasBegun);
    return booking && { operation: 'no_show', input: booking, key: wishing.name };
  },
  get(wishing) {
    const booking = pick(wishing);
    return booking && { operation: 'get', input: booking };
  },
  list({ actor, dice }) {
    return { operation: 'list', input: isStaff(actor) ? { serviceId: dice.pick(SERVICES), limit: 100 } : { limit: 100 } };
  },
};

const isOpen = ({ status }: Booking): boolean => status === 'held' || status === 'confirmed';
const hasBegun = ({ status, dateTime }: Booking): boolean => status !== 'held' && Date.parse(dateTime) < Date.now() + 300;

/** Whose booking it is about: one's own, now and then another's, which is none of one's business. */
const ownerFor = ({ actor, dice }: Wishing): string | undefined =>
  isStaff(actor) || dice.happens(0.04) ? undefined : actor.subject;

function pick(wishing: Wishing, isWanted?: (booking: Booking) => boolean): { readonly bookingId: string } | undefined {
  const known = wishing.desk.pick(wishing.dice, ownerFor(wishing), isWanted);
  return known && { bookingId: known.bookingId };
}

const OFTEN = ['create', 'create', 'create', 'create', 'confirm', 'confirm', 'note', 'move', 'move', 'cancel', 'cancel', 'complete', 'miss', 'nothing', 'get', 'list'] as const;

/** What someone wants next. Every command carries the name of its request in a field, or else a key. */
export function newIntent(actor: Actor, desk: Desk, dice: Dice, name: string): Intent {
  const wishing = { actor, dice, desk, name };
  const wish = WISHES[dice.pick(OFTEN)]?.(wishing) ?? WISHES['list']?.(wishing);
  if (!wish) throw new Error('everyone can list');
  const isRead = wish.operation === 'get' || wish.operation === 'list';
  const key = isRead ? undefined : (wish.key ?? (dice.happens(0.75) ? name : undefined));
  const known = desk.pick(dice, undefined, ({ bookingId }) => bookingId === wish.input['bookingId']);
  const hasCondition = !isRead && known !== undefined && dice.happens(0.15);
  return {
    operation: wish.operation,
    input: wish.input,
    actor,
    request: name,
    ...(key !== undefined && { key }),
    ...(hasCondition && { ifMatch: known.version }),
  };
}
