import { describe, expect, it } from 'vitest';
import { liveSockets } from '../../../src/adapters/websocket/index.js';
import { FakeSocket } from './fake-socket.js';

const CLOSING = 2;

describe('the open connections', () => {
  it('are sent what is for them, and what is for nobody here is dropped', () => {
    const [sockets, one, two] = [liveSockets(), new FakeSocket(), new FakeSocket()];
    sockets.add('c-1', one);
    sockets.add('c-2', two);
    sockets.send('c-1', 'hello');
    sockets.send('c-3', 'nobody');
    expect([one.sent, two.sent]).toEqual([['hello'], []]);
  });

  it('are sent nothing once they close', () => {
    const [sockets, closing, closed] = [liveSockets(), new FakeSocket(), new FakeSocket()];
    sockets.add('c-1', closing);
    sockets.add('c-2', closed);
    closing.readyState = CLOSING;
    closed.close();
    // Whatever it says of itself, it has left.
    closed.readyState = 1;
    for (const id of ['c-1', 'c-2']) sockets.send(id, 'hello');
    expect([closing.sent, closed.sent]).toEqual([[], []]);
  });

  it('may leave a megabyte unread, and one that leaves more is ended', () => {
    const [sockets, slow] = [liveSockets(), new FakeSocket()];
    sockets.add('c-1', slow);
    slow.bufferedAmount = 1024 * 1024;
    sockets.send('c-1', 'hello');
    expect(slow.isTerminated).toBe(false);
    slow.bufferedAmount += 1;
    sockets.send('c-1', 'hello');
    expect(slow.isTerminated).toBe(true);
  });

  it('may leave as much unread as one says', () => {
    const [sockets, slow] = [liveSockets({ maxUnreadBytes: 10 }), new FakeSocket()];
    sockets.add('c-1', slow);
    slow.bufferedAmount = 11;
    sockets.send('c-1', 'hello');
    expect(slow.isTerminated).toBe(true);
  });

  it.each(['send', 'altogether'] as const)('are ended when they are broken: %s', (broken) => {
    const [sockets, socket] = [liveSockets(), new FakeSocket()];
    sockets.add('c-1', socket);
    socket.broken = broken;
    expect(() => sockets.send('c-1', 'hello')).not.toThrow();
    expect(socket.isTerminated).toBe(true);
  });
});
