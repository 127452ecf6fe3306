import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SNSClient } from '@aws-sdk/client-sns';
import type { BookingEvent } from '../../../src/index.js';

/** One `Publish` as it came over the wire. */
export interface Published {
  readonly topicArn: string;
  readonly subject: string;
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export const BUSY: Refusal = { status: 500, code: 'InternalError', message: 'not now' };

export interface SnsEndpoint {
  readonly url: string;
  readonly client: SNSClient;
  /** What was taken, oldest first. */
  readonly published: readonly Published[];
  /** The events among it, read from their JSON. */
  readonly events: () => readonly BookingEvent[];
  /** How many requests came, those that were refused included. */
  readonly asked: () => number;
  refuse(by: (published: Published, asked: number) => Refusal | undefined): void;
  close(): Promise<void>;
}

const xml = (words: string): string => words.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'));

function readPublish(form: URLSearchParams): Published {
  const attributes: Record<string, string> = {};
  for (let n = 1; form.has(`MessageAttributes.entry.${n}.Name`); n += 1) {
    const entry = `MessageAttributes.entry.${n}`;
    attributes[form.get(`${entry}.Name`) ?? ''] = form.get(`${entry}.Value.StringValue`) ?? '';
  }
  return {
    topicArn: form.get('TopicArn') ?? '',
    subject: form.get('Subject') ?? '',
    bodies: JSON.parse(form.get('Message') ?? ''),
    attributes,
    groupId: form.get('MessageGroupId') ?? undefined,
    deduplicationId: form.get('MessageDeduplicationId') ?? undefined,
  };
}

const invalid = (message: string): Refusal => ({ status: 400, code: 'InvalidParameter', message: `Invalid parameter: ${message}` });

/** What SNS itself checks, by its documentation. */
function faultOf(form: URLSearchParams): Refusal | undefined {
  const [message, subject] = [form.get('Message') ?? '', form.get('Subject') ?? ''];
  if (form.get('Action') !== 'Publish' || form.get('MessageStructure') !== 'json') return invalid('MessageStructure');
  if (Buffer.byteLength(form.toString()) > 1_000_000 || Buffer.byteLength(message) > 262_144) return invalid('Message too long');
  const bodies: Record<string, unknown> = JSON.parse(message);
  if (!('default' in bodies)) return invalid('Message Structure - No default entry in JSON message body');
  if (Object.values(bodies).some((body) => typeof body !== 'string')) return invalid('Message Structure');
  if (!/^[!-~][ -~]{0,99}$/.test(subject)) return invalid('Subject');
  return Object.values(readPublish(form).attributes).includes('') ? invalid('empty message attribute value') : undefined;
}

/** As much of SNS as a publisher meets, on a port of its own. */
export async function snsEndpoint(): Promise<SnsEndpoint> {
  const published: Published[] = [];
  let asked = 0;
  let refusalOf: Parameters<SnsEndpoint['refuse']>[0] = () => undefined;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    asked += 1;
    const refusal = faultOf(form) ?? refusalOf(readPublish(form), asked);
    if (!refusal) published.push(readPublish(form));
    response.writeHead(refusal?.status ?? 200, { 'content-type': 'text/xml' });
    response.end(
      refusal
        ? `<ErrorResponse><Error><Type>Sender</Type><Code>${refusal.code}</Code><Message>${xml(refusal.message)}</Message></Error></ErrorResponse>`
        : `<PublishResponse><PublishResult><MessageId>m-${asked}</MessageId></PublishResult></PublishResponse>`,
    );
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const client = new SNSClient({
    region: 'eu-central-1',
    endpoint: url,
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
    maxAttempts: 1,
  });
  return {
    url,
    client,
    published,
    events: () => published.map(({ bodies }): BookingEvent => JSON.parse(bodies['sqs'] ?? bodies['default'] ?? '')),
    asked: () => asked,
    refuse(by) {
      refusalOf = by;
    },
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
