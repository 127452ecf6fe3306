import type { BookingStatus } from '../../../src/index.js';
import { isUser } from '../model/answers.js';
import type { Called, Operation } from '../history.js';
import type { Scene } from './scene.js';

const OF_USERS: readonly Operation[] = ['create', 'confirm', 'reschedule', 'update', 'cancel', 'get', 'list'];
const OF_STAFF: readonly Operation[] = [...OF_USERS, 'complete', 'no_show'];
const OF_THE_SYSTEM: readonly Operation[] = ['expire', 'get'];

const hasRole = ({ actor }: Pick<Called, 'actor'>, role: 'user' | 'staff' | 'system'): boolean =>
  actor.roles.includes(role);

export const maySee = ({ actor }: Pick<Called, 'actor'>, owner: string): boolean =>
  !isUser(actor) || (actor.roles.includes('user') && actor.subject === owner);

export const mayDo = (by: Pick<Called, 'actor'>, operation: Operation, owner: string): boolean =>
  (hasRole(by, 'staff') && OF_STAFF.includes(operation)) ||
  (hasRole(by, 'system') && OF_THE_SYSTEM.includes(operation)) ||
  (hasRole(by, 'user') && OF_USERS.includes(operation) && owner === by.actor.subject);

/** What the status table says to a command: it goes ahead, it is so already, or it is refused. */
const ALREADY: Readonly<Partial<Record<Operation, readonly BookingStatus[]>>> = {
  confirm: ['confirmed'],
  cancel: ['cancelled', 'expired'],
  complete: ['completed'],
  no_show: ['no_show'],
  expire: ['expired'],
};
const GOES: Readonly<Partial<Record<Operation, readonly BookingStatus[]>>> = {
  confirm: ['held'],
  update: ['held', 'confirmed'],
  reschedule: ['held', 'confirmed'],
  cancel: ['held', 'confirmed'],
  complete: ['confirmed', 'no_show'],
  no_show: ['confirmed', 'completed'],
  expire: ['held'],
};

export const goesAhead = ({ call, booking }: Scene): boolean =>
  booking !== undefined && (GOES[call.operation]?.includes(booking.status) ?? false);

/** What is asked for is so already. */
export function isAlreadySo({ call, booking }: Scene): boolean {
  if (!booking || !ALREADY[call.operation]?.includes(booking.status)) return false;
  const asked = call.operation === 'confirm' ? call.input['paymentReference'] : undefined;
  return asked === undefined || asked === booking.booking.paymentReference;
}
