import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a stand-in answers. */
export interface Said {
  readonly status: number;
  readonly body: object;
}

/** Something that speaks like DynamoDB, and says what the test wants. */
export async function standIn(answerTo: (body: string) => Promise<Said>) {
  const server = createServer((request, response) => {
    void text(request)
      .then(answerTo)
      .then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
