import { mayDo } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import type { Booking } from '../booking/booking.js';

/** What live updates are followed by: everything, one service, or one user's bookings. */
export type Topic = 'all' | `service:${string}` | `user:${string}`;

/** So many may one connection follow. */
export const MAX_TOPICS = 100;

const SERVICE = /^service:[\w.~-]{1,128}$/;
const USER = /^user:[!-~]{1,255}$/;

export const isTopic = (value: unknown): value is Topic =>
  typeof value === 'string' && (value === 'all' || SERVICE.test(value) || USER.test(value));

/** Who follows one of these hears of this booking. */
export const topicsOf = ({ serviceId, userId }: Booking): readonly Topic[] => [
  'all',
  `service:${serviceId}`,
  `user:${userId}`,
];

/** Of one user's bookings that user is the owner; of anything wider, nobody is. */
export const mayFollow = (actor: Actor, topic: Topic): boolean =>
  mayDo(actor, 'follow', topic.startsWith('user:') ? topic.slice('user:'.length) : undefined);
