import { MAX_BODY_BYTES, type RequestBody } from './message.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What a body says that arrived as these bytes. */
export function decodeBody(bytes: Uint8Array): RequestBody {
  if (bytes.byteLength > MAX_BODY_BYTES) return { kind: 'too_large' };
  try {
    return { kind: 'text', text: utf8.decode(bytes) };
  } catch {
    return { kind: 'not_text' };
  }
}
