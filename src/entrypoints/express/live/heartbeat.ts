import type { WebSocket } from 'ws';
import type { Clock } from '../../../ports/index.js';
import { CLOSED, type LiveLimits } from './limits.js';

interface Pulse {
  heard: boolean;
  /** In epoch milliseconds. */
  readonly endsAt: number;
}

/** Finds out which connections have nobody at their other end, and ends those that have lasted long enough. */
export function heartbeat({ heartbeatMs, connectionMs }: LiveLimits, clock: Clock) {
  const pulses = new Map<WebSocket, Pulse>();

  const beat = (): void => {
    const now = clock.now();
    for (const [socket, pulse] of pulses) {
      if (!pulse.heard) socket.terminate();
      else if (now >= pulse.endsAt) socket.close(CLOSED.goingAway, 'connect again');
      else socket.ping();
      pulse.heard = false;
    }
  };
  const timer = setInterval(beat, heartbeatMs).unref();

  return {
    watch(socket: WebSocket): void {
      const pulse: Pulse = { heard: true, endsAt: clock.now() + connectionMs };
      pulses.set(socket, pulse);
      socket.on('pong', () => (pulse.heard = true));
      socket.once('close', () => pulses.delete(socket));
    },
    stop: (): void => clearInterval(timer),
  };
}
