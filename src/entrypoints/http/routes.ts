import type { Route } from './route.js';
import * as calendars from './routes/calendars.js';
import * as commands from './routes/commands.js';
import { documentRoute } from './routes/document.js';
import { livez, readyz } from './routes/health.js';
import { issueTicket } from './routes/live.js';
import * as reads from './routes/reads.js';
import * as services from './routes/services.js';

/** All that is served. Dispatch, the OpenAPI document and its test read this table. */
export const ROUTES: readonly Route[] = [
  commands.createBooking,
  reads.listBookings,
  reads.getBooking,
  commands.changeBooking,
  commands.confirmBooking,
  commands.cancelBooking,
  commands.completeBooking,
  commands.markNoShow,
  reads.bookingHistory,
  reads.serviceAvailability,
  services.listServices,
  services.getService,
  services.putService,
  calendars.bookingCalendar,
  calendars.shareCalendar,
  calendars.sharedCalendar,
  calendars.revokeCalendar,
  issueTicket,
  livez,
  readyz,
  documentRoute(() => ROUTES),
];
