import type { Request } from 'express';
import { decodeBody } from '../http/decode-body.js';
import { MAX_BODY_BYTES, type RequestBody } from '../http/message.js';

const NOTHING: RequestBody = { kind: 'text', text: '' };
const TOO_LARGE: RequestBody = { kind: 'too_large' };

/** Reads up to the limit; what is beyond it flows away unread, so that the caller can still be answered. */
function readStream(request: Request): Promise<RequestBody> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (body: RequestBody): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      resolve(body);
    };
    const onData = (chunk: Uint8Array | string): void => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.byteLength;
      chunks.push(bytes);
      if (size <= MAX_BODY_BYTES) return;
      settle(TOO_LARGE);
      request.resume();
    };
    const onEnd = (): void => settle(decodeBody(Buffer.concat(chunks)));
    // The caller went away: whatever is decided here is read by nobody.
    const onClose = (): void => settle({ kind: 'not_text' });
    request.on('data', onData).once('end', onEnd).once('close', onClose);
  });
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** The body as the host program parsed it, if it did; else read from the wire. Never waits for what was consumed. */
export function readBody(request: Request): RequestBody | Promise<RequestBody> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return TOO_LARGE;
  const given: unknown = request.body;
  // Some parsers leave `{}` where they did not look; then the stream is still there to be read.
  const parsed = given !== undefined && (request.readableEnded || !isEmpty(given));
  if (given instanceof Uint8Array && parsed) return decodeBody(given);
  if (typeof given === 'string' && parsed) return decodeBody(Buffer.from(given));
  if (parsed) return { kind: 'parsed', value: given };
  if (request.readableEnded) return NOTHING;
  // Gone before it had said everything: half a body must not pass for none.
  return request.destroyed ? { kind: 'not_text' } : readStream(request);
}
