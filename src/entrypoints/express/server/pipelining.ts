import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Far more than any browser or proxy sends before it reads. */
const MOST_WAITING = 32;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse<IncomingMessage>;
}

/**
 * The requests of one connection are served one after another, as they were sent: the second may build on what the
 * first one changed, and nothing is answered ahead into memory for someone who does not read. Node hands over all that
 * came in one piece, more than a thousand of them; so a connection on which too many wait is cut off.
 */
export function oneByOne(serve: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, Exchange[]>();
  const begin = (socket: Socket, { request, response }: Exchange): void => {
    response.once('close', () => {
      const next = socket.destroyed ? undefined : lines.get(socket)?.shift();
      if (next) begin(socket, next);
      else lines.delete(socket);
    });
    serve(request, response);
  };
  return (request, response) => {
    const { socket } = request;
    const line = lines.get(socket);
    if (!line) {
      lines.set(socket, []);
      begin(socket, { request, response });
    } else if (line.push({ request, response }) > MOST_WAITING) socket.destroy();
  };
}
