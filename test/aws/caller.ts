import type { Arrangement } from '../../scripts/aws-local/arrangement.ts';

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks the HTTP API as somebody. */
export type Ask = (method: string, path: string, body?: object, key?: string) => Promise<Answered>;

export async function callerOf({ http, issuer }: Pick<Arrangement, 'http' | 'issuer'>, subject: string, roles?: readonly string[]): Promise<Ask> {
  const authorization = `Bearer ${await issuer.tokenFor(subject, roles)}`;
  return async (method, path, body, key) => {
    const response = await fetch(`${http.url}${path}`, {
      method,
      headers: {
        authorization,
        ...(body && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const text = await response.text();
    return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : {} };
  };
}

/** The hour on the n-th day from today on, far enough from now for every policy. */
export const hourOf = (n: number, day = 1): string =>
  new Date((Math.floor(Date.now() / 86_400_000) + day) * 86_400_000 + n * 3_600_000).toISOString();
