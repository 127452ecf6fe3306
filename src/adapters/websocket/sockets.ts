/** What is used of a WebSocket of `ws`. */
export interface LiveSocket {
  /** 1 while it is open. */
  readonly readyState: number;
  /** Bytes that its reader has not taken yet. */
  readonly bufferedAmount: number;
  send(data: Uint8Array | string, options: { readonly binary: false }): void;
  terminate(): void;
  once(event: 'close', listener: () => void): unknown;
}

/** The live connections of this process. */
export interface LiveSockets {
  /** It is here until it closes. */
  add(connectionId: string, socket: LiveSocket): void;
  /** Never waits and never throws. A connection that is not here, or that is closing, misses it. */
  send(connectionId: string, text: Uint8Array | string): void;
}

export interface LiveSocketsOptions {
  /** A connection whose reader leaves more than that unread is ended. Default: 1 MB. */
  readonly maxUnreadBytes?: number | undefined;
}

const MAX_UNREAD_BYTES = 1024 * 1024;
const OPEN = 1;
const TEXT = { binary: false } as const;

export function liveSockets({ maxUnreadBytes = MAX_UNREAD_BYTES }: LiveSocketsOptions = {}): LiveSockets {
  const sockets = new Map<string, LiveSocket>();

  const letGo = (connectionId: string, socket: LiveSocket): void => {
    sockets.delete(connectionId);
    try {
      socket.terminate();
    } catch {
      // There is nothing left to do for it, and others are to be told.
    }
  };

  return {
    add(connectionId, socket) {
      sockets.set(connectionId, socket);
      socket.once('close', () => sockets.delete(connectionId));
    },
    send(connectionId, text) {
      const socket = sockets.get(connectionId);
      if (socket?.readyState !== OPEN) return;
      try {
        socket.send(text, TEXT);
        // Else whoever reads nothing would have us keep everything for them.
        if (socket.bufferedAmount > maxUnreadBytes) letGo(connectionId, socket);
      } catch {
        letGo(connectionId, socket);
      }
    },
  };
}
