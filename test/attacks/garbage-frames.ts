import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';

const MASK = Buffer.alloc(4);

/** A frame of a client's, masked with zeros so that its payload is as it is written here. */
const frame = (first: number, payload: readonly number[] | string): Buffer => {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(payload);
  return Buffer.concat([Buffer.from([first, 0x80 | bytes.length]), MASK, bytes]);
};

/** What no client sends that speaks WebSocket, and the code that it is closed with (RFC 6455, 7.4). */
export const GARBAGE: readonly (readonly [bytes: Buffer, code: number])[] = [
  [Buffer.from([0x81, 0x02, 0x68, 0x69]), 1002], // not masked
  [frame(0xc1, 'hi'), 1002], // compressed, which nobody agreed on
  [frame(0x83, 'hi'), 1002], // of a kind that is none
  [frame(0x80, 'hi'), 1002], // the rest of nothing
  [frame(0x09, 'hi'), 1002], // half a ping
  [Buffer.concat([frame(0x01, 'h'), frame(0x81, 'i')]), 1002], // one begun within another
  [frame(0x81, [0xc3, 0x28]), 1007], // text that is no UTF-8
  [frame(0x88, [0x03]), 1002], // half a close code
  [frame(0x88, [0x03, 0xed]), 1002], // a close code that is never sent
  [Buffer.concat([Buffer.from([0x82, 0xff]), Buffer.alloc(8, 0x7f), MASK]), 1009], // longer than a number can say
  [Buffer.concat([Buffer.from([0xf1]), randomBytes(64 * 1024)]), 1002],
];

/** The code that a connection is closed with which sends these bytes. */
export async function garbled(url: string, headers: Readonly<Record<string, string>>, bytes: Buffer): Promise<number> {
  const handshake = request(url.replace('ws', 'http'), {
    headers: { ...headers, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13' },
  }).end();
  const [, socket] = (await once(handshake, 'upgrade')) as [unknown, Socket];
  socket.on('error', () => undefined);
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for (let size = 0; size < 4; size += chunks.at(-1)?.length ?? 0) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    chunks.push(chunk);
  }
  socket.destroy();
  const close = Buffer.concat(chunks);
  return close[0] === 0x88 ? close.readUInt16BE(2) : 0;
}
