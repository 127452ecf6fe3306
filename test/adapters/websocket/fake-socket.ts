import type { LiveSocket } from '../../../src/adapters/websocket/index.js';

/** A socket of which the test says how much its reader left unread, and whether it still works. */
export class FakeSocket implements LiveSocket {
  readonly sent: unknown[] = [];
  readyState = 1;
  bufferedAmount = 0;
  isTerminated = false;
  broken: 'send' | 'altogether' | undefined;
  #onClose = (): void => undefined;

  send(data: unknown): void {
    if (this.broken) throw new Error('cannot be written to');
    this.sent.push(data);
  }
  terminate(): void {
    this.isTerminated = true;
    if (this.broken === 'altogether') throw new Error('cannot even be ended');
    this.close();
  }
  once(_event: 'close', listener: () => void): void {
    this.#onClose = listener;
  }
  close(): void {
    this.readyState = 3;
    this.#onClose();
  }
  get heard(): unknown[] {
    return this.sent.map((data) => JSON.parse(String(data)));
  }
}
