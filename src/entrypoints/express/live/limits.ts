import { MAX_FRAME_BYTES } from '../../live/parse-frame.js';

/** What a live connection may cost, in bytes, frames, connections and milliseconds. */
export const LIVE_LIMITS = {
  /** To find out who is connecting. */
  handshakeMs: 10_000,
  /** Open at once, of one caller. */
  connectionsOfOne: 500,
  /** Of one message, in however many parts it comes. */
  frameBytes: MAX_FRAME_BYTES,
  frameParts: 64,
  /** Frames of one connection that wait for those before them. */
  framesWaiting: 64,
  /** What a reader may leave unread. */
  unreadBytes: 1024 * 1024,
  /** A ping goes out that often; who has not answered it by the next one is gone. */
  heartbeatMs: 30_000,
  /** After that one connects anew, and says anew who one is. */
  connectionMs: 2 * 3_600_000,
  /** To take note of the end of a connection. */
  closingMs: 2_000,
} as const;

export type LiveLimits = { readonly [K in keyof typeof LIVE_LIMITS]: number };

/** Why a connection ends, as RFC 6455 numbers it. */
export const CLOSED = {
  /** The server stops, or the connection is as old as it gets. */
  goingAway: 1001,
  /** More frames at once than may wait. */
  policy: 1008,
} as const;
