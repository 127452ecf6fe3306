export { webSocketBroadcaster, type WebSocketBroadcasterOptions } from './broadcaster.js';
export { type LiveSocket, liveSockets, type LiveSockets, type LiveSocketsOptions } from './sockets.js';
