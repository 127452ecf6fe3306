// holdfast/express/live: live updates over WebSocket, beside the router of holdfast/express. Apart from it, for it needs
// `ws`.
export type { TicketOffice } from '../../live/ticket-office.js';
export { createLiveServer, type LiveServer } from './live-server.js';
export type { LiveServerOptions } from './options.js';
