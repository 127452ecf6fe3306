import type { Scenario } from '../scenario.js';
import { badInput } from './bad-input.js';
import { bookings } from './bookings.js';
import { calendars } from './calendars.js';
import { listsAndAccess } from './lists-and-access.js';
import { policies } from './policies.js';
import { protocol } from './protocol.js';
import { repeats } from './repeats.js';

/** The HTTP API as a table: every transport plays all of it. */
export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  bookings,
  policies,
  repeats,
  'lists and access': listsAndAccess,
  calendars,
  'bad input': badInput,
  protocol,
};
