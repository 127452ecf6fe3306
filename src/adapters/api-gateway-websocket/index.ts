export { apiGatewayBroadcaster } from './broadcaster.js';
export type { ApiGatewayBroadcasterOptions } from './options.js';
