export { type AuthorizerEvent, type AuthorizerOptions, type AuthorizerResult, createAuthorizer } from './authorizer.js';
export type { CalendarOptions } from '../calendar/calendar-options.js';
export { createHttpHandler, type HttpHandler, type HttpHandlerOptions } from './http/handler.js';
export type { HttpEvent } from './http/event.js';
export type { HttpResult } from './http/translate.js';
export type { StreamChange, StreamEvent, StreamImage, StreamRecord, StreamResult } from './stream/event.js';
export { createStreamHandler, type Invocation, type StreamHandler, type StreamHandlerOptions } from './stream/handler.js';
export { createSweepHandler } from './sweep.js';
export type { WebSocketEvent } from './websocket/event.js';
export {
  createWebSocketHandler,
  type WebSocketHandler,
  type WebSocketHandlerOptions,
  type WebSocketResult,
} from './websocket/handler.js';
