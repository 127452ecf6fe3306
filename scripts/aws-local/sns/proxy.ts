import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { textOf } from '../body-of.ts';
import { listening } from '../listening.ts';
import { assertSubject, type Bodies, bodiesIn } from './message-structure.ts';

/** What was published and arrived. */
export interface Published {
  readonly subject: string | undefined;
  readonly bodies: Bodies;
  /** By name, their text. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What becomes of one publication: `lost` arrives, but its answer does not. */
export type PublishFault = 'refused' | 'lost' | undefined;

export interface SnsProxy {
  readonly endpoint: string;
  close(): void;
}

function attributesIn(form: URLSearchParams): Readonly<Record<string, string>> {
  const named = [...form].flatMap(([name, value]) => {
    const entry = /^MessageAttributes\.entry\.(\d+)\.Name$/.exec(name)?.[1];
    const text = form.get(`MessageAttributes.entry.${entry}.Value.StringValue`);
    return entry === undefined || text === null ? [] : [[value, text] as const];
  });
  return Object.fromEntries(named);
}

function publishedIn(form: URLSearchParams): Published {
  const message = form.get('Message') ?? '';
  const subject = form.get('Subject');
  assertSubject(subject);
  return {
    subject: subject ?? undefined,
    bodies: form.get('MessageStructure') === 'json' ? bodiesIn(message) : { default: message },
    attributes: attributesIn(form),
  };
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(`<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}<RequestId>-</RequestId></ErrorResponse>`);
}

/**
 * Stands before an SNS that takes every message for one body: it reads `MessageStructure: json` as the real one does,
 * and hands on the body for SQS, which is all that is subscribed behind it. `fault` decides on each publication.
 */
export async function startSnsProxy(
  target: string,
  fault: (published: Published) => PublishFault,
  onPublished: (published: Published) => void,
): Promise<SnsProxy> {
  const passOn = (request: IncomingMessage, body: string): Promise<Response> => {
    const { authorization = '', 'content-type': type = 'application/x-www-form-urlencoded' } = request.headers;
    return fetch(target, { method: 'POST', headers: { authorization, 'content-type': type }, body });
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    let decided: PublishFault;
    if (form.get('Action') === 'Publish') {
      let published: Published;
      try {
        published = publishedIn(form);
      } catch (error) {
        return refuse(response, 400, 'InvalidParameter', error instanceof Error ? error.message : String(error));
      }
      decided = fault(published);
      if (decided === 'refused') return refuse(response, 500, 'InternalError', 'as it was told to');
      form.set('Message', published.bodies['sqs'] ?? published.bodies.default);
      form.delete('MessageStructure');
      onPublished(published);
    }
    const answer = await passOn(request, form.toString());
    const text = await answer.text();
    if (decided === 'lost') return void response.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/xml' }).end(text);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  const endpoint = `http://127.0.0.1:${await listening(server)}`;
  return {
    endpoint,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
