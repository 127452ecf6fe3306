import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Connection } from './event.ts';

export interface LiveConnection {
  readonly connection: Connection;
  readonly socket: WebSocket;
  lastActiveAt: number;
}

/** Connections of a gateway that are open, by their id; with a `=` at its end, as the real ones have. */
export class LiveConnections {
  readonly #open = new Map<string, LiveConnection>();

  static newId(): string {
    return randomBytes(11).toString('base64').replaceAll('+', 'a').replaceAll('/', 'b');
  }

  get ids(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Of those that this subject has opened. */
  idsOf(subject: string): readonly string[] {
    return this.ids.filter((id) => this.#open.get(id)?.connection.authorizer?.['principalId'] === subject);
  }

  find(connectionId: string): LiveConnection | undefined {
    return this.#open.get(connectionId);
  }

  add(connection: Connection, socket: WebSocket): LiveConnection {
    const live = { connection, socket, lastActiveAt: Date.now() };
    this.#open.set(connection.connectionId, live);
    return live;
  }

  /** `false`: it was gone already. */
  remove(connectionId: string): boolean {
    return this.#open.delete(connectionId);
  }

  /** The connection breaks, and nobody is told of it but by 410. */
  breakOff(connectionId: string): void {
    const live = this.#open.get(connectionId);
    this.#open.delete(connectionId);
    live?.socket.terminate();
  }
}
