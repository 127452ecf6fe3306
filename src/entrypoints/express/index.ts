export type { CalendarOptions } from '../calendar/calendar-options.js';
export { type Authenticate, type AuthenticateConnection, trustEveryone } from './authenticate.js';
export { createBoardRouter } from './board.js';
export { jwtAuthenticate, type JwtOptions } from './jwt.js';
export { type BookingRouterOptions, createBookingRouter } from './router.js';
