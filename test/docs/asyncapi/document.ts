import { LIVE_LIMITS } from '../../../src/entrypoints/express/live/limits.js';
import type { JsonSchema } from '../../../src/entrypoints/http/openapi/json-schema.js';
import { SUBPROTOCOL } from '../../../src/entrypoints/live/subprotocol.js';
import { CLIENT_FRAMES, pointedAt, ref, SERVER_FRAMES } from './schemas.js';

const SUMMARIES: { readonly [M in keyof typeof CLIENT_FRAMES | keyof typeof SERVER_FRAMES]: string } = {
  subscribe: 'Follow these topics too.',
  unsubscribe: 'Follow these topics no longer.',
  ping: 'Keeps the connection from being closed for silence.',
  subscribed: 'Every event of these is sent from now on.',
  unsubscribed: 'No event of these is sent any more.',
  pong: 'The answer to a ping.',
  error: 'The frame had no effect at all.',
  bookingUpdate: 'A booking as it is after an event, as this viewer may see it.',
};

const messagesOf = (frames: Readonly<Record<string, JsonSchema>>) =>
  Object.entries(frames).map(([name, payload]) => [
    name,
    { name, summary: SUMMARIES[name as keyof typeof SUMMARIES], contentType: 'application/json', payload },
  ] as const);
const messages = Object.fromEntries([...messagesOf(CLIENT_FRAMES), ...messagesOf(SERVER_FRAMES)]);

const inChannel = (name: string): JsonSchema => ({ $ref: `#/channels/live/messages/${name}` });
const channel = { $ref: '#/channels/live' };

/** A frame that is sent, and what it may be answered with. */
const receives = (name: string, reply: string) => ({
  action: 'receive',
  channel,
  messages: [inChannel(name)],
  reply: { channel, messages: [inChannel(reply), inChannel('error')] },
});

const handshake = {
  type: 'object',
  properties: {
    Authorization: { type: 'string', description: 'As over HTTP.' },
    'Sec-WebSocket-Protocol': {
      type: 'string',
      description: `${SUBPROTOCOL}, and for who cannot send Authorization a ticket from POST /live/tickets: ${SUBPROTOCOL}, ticket.<ticket>`,
    },
  },
};

/** AsyncAPI 3.0 of live updates, as the server that is written about: what it receives and sends. */
export const asyncApiDocument = (): JsonSchema => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Holdfast live updates',
    version: '1',
    description: `Bookings as they change. A message has ${LIVE_LIMITS.frameBytes} bytes at most; frames are answered in their order.`,
  },
  defaultContentType: 'application/json',
  servers: {
    server: { host: '127.0.0.1:3000', protocol: 'ws', description: 'As npm start serves it.' },
    apiGateway: {
      host: '{api}.execute-api.{region}.amazonaws.com',
      protocol: 'wss',
      description: 'On AWS, where the channel is the stage of a WebSocket API; it is named live, as template.yaml has it.',
      variables: {
        api: { description: 'The id of the API; the output of the deployed stack has the whole address.' },
        region: { description: 'Where it is deployed.', examples: ['eu-central-1'] },
      },
    },
  },
  channels: {
    live: {
      address: '/live',
      messages: Object.fromEntries(Object.keys(messages).map((name) => [name, ref(`messages/${name}`)])),
      bindings: { ws: { method: 'GET', headers: handshake, bindingVersion: '0.1.0' } },
    },
  },
  operations: {
    subscribe: receives('subscribe', 'subscribed'),
    unsubscribe: receives('unsubscribe', 'unsubscribed'),
    ping: receives('ping', 'pong'),
    update: { action: 'send', channel, messages: [inChannel('bookingUpdate')] },
  },
  components: { messages, schemas: pointedAt() },
});
