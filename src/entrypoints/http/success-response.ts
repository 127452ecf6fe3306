import { hash } from 'node:crypto';
import { addressIn, nextPage } from './address.js';
import type { Success } from './call.js';
import type { HttpRequest, HttpResponse } from './message.js';
import { isKnown } from './read-headers.js';

/** The version where there is one; else what it says, weakly, so that a list need not be sent twice. */
const tagOf = ({ version }: Success, body: string): string =>
  version === undefined ? `W/"${hash('sha256', body, 'base64url')}"` : `"${version}"`;

export function toSuccessResponse(success: Success, request: HttpRequest): HttpResponse {
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const { file, text } = success;
  if (success.status === 204) return { status: 204, headers: {}, body: '' };
  const body = text ?? JSON.stringify(success.body);
  const headers: Record<string, string> = {};
  if (reading || success.version !== undefined) headers['ETag'] = tagOf(success, body);
  if (success.location !== undefined) headers['Location'] = addressIn(request, success.location);
  if (success.nextCursor !== undefined) headers['Link'] = `<${nextPage(request, success.nextCursor)}>; rel="next"`;
  if (reading && isKnown(request.header('if-none-match'), headers['ETag'] ?? ''))
    return { status: 304, headers, body: '' };
  headers['Content-Type'] = file?.type ?? 'application/json';
  if (file) headers['Content-Disposition'] = `attachment; filename="${file.name}"`;
  return { status: success.status, headers, body };
}
