import type { WebSocket } from 'ws';
import { CLOSED } from './limits.js';

/**
 * Answers the frames of a connection one after another, in their order. While one is answered nothing more is read, and
 * what was read by then waits; more than may wait ends the connection. Answers with how to wait for the last one.
 */
export function converse(socket: WebSocket, mostWaiting: number, answer: (frame: Uint8Array) => Promise<void>): () => Promise<void> {
  const waiting: Uint8Array[] = [];
  let answering: Promise<void> | undefined;

  async function answerAll(): Promise<void> {
    for (let frame = waiting.shift(); frame && socket.readyState === socket.OPEN; frame = waiting.shift()) await answer(frame);
  }
  const rest = (): void => {
    answering = undefined;
    socket.resume();
  };

  socket.on('message', (frame) => {
    if (!(frame instanceof Uint8Array) || socket.readyState !== socket.OPEN) return;
    if (waiting.push(frame) > mostWaiting) {
      waiting.length = 0;
      socket.close(CLOSED.policy, 'too many frames unanswered');
      // Else its goodbye would not be heard.
      socket.resume();
    } else if (answering) socket.pause();
    else answering = answerAll().then(rest);
  });
  return async () => answering;
}
