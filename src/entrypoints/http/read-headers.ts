import { err, ok, type Result } from '../../domain/result.js';
import { invalidRequest } from './issues.js';
import type { Problem } from './problem.js';

/** Takes off one pair of quotes; whether what is left is a key, the domain judges. */
export const idempotencyKey = (header: string | undefined): string | undefined =>
  header !== undefined && header.length > 1 && header.startsWith('"') && header.endsWith('"')
    ? header.slice(1, -1)
    : header;

const STRONG_VERSION = /^"(0|[1-9]\d{0,14})"$/;

/** `If-Match`: one strong tag, or `*` for "whichever, if it exists". */
export function expectedVersion(header: string | undefined): Result<number | '*' | undefined, Problem> {
  if (header === undefined || header === '*') return ok(header);
  const digits = STRONG_VERSION.exec(header)?.[1];
  return digits === undefined ? err(invalidRequest([{ path: 'If-Match', rule: 'version_tag' }])) : ok(Number(digits));
}

/** `If-None-Match`, compared weakly as RFC 9110 asks: does the caller have this already? */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag));
}
