import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { bytesOf } from '../body-of.ts';
import { listening } from '../listening.ts';
import type { AwsRequest } from './asked.ts';

/** What becomes of an answer: one that is `lost` does not arrive. */
export type AnswerFault = 'lost' | undefined;

export interface Tap {
  /** In the place of the service's own. */
  readonly url: string;
  close(): void;
}

const sent = (url: URL, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { method, headers }, resolve).on('error', reject).end(body);
  });

/** Stands before a service, and hears of each request once it is done and before it is answered. */
export async function startTap(service: string, hear: (asked: AwsRequest) => Promise<AnswerFault>): Promise<Tap> {
  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const body = await bytesOf(incoming);
    const answer = await sent(new URL(path, service), method, headers, body);
    const bytes = await bytesOf(answer);
    const target = headers['x-amz-target'];
    const fault = await hear({ method, path, target: typeof target === 'string' ? target : undefined, body: body.toString('utf8') });
    if (fault === 'lost') return void response.destroy();
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  const { pathname } = new URL(service);
  return {
    url: `http://127.0.0.1:${await listening(server)}${pathname}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
