import * as z from 'zod/mini';
import { okAsync } from '../../../domain/result.js';
import { addressIn } from '../address.js';
import type { Success } from '../call.js';
import { openApiDocument } from '../openapi/document.js';
import type { OpenRoute, Route } from '../route.js';

/**
 * The document describes the table that this route stands in, so the table comes as a function. It is made once for as
 * long as it is asked for at one address, and its text is kept: it is large, and anyone may ask for it.
 */
export function documentRoute(table: () => readonly Route[]): OpenRoute {
  let made: ReturnType<typeof openApiDocument> | undefined;
  let last: Success & { readonly at: string } | undefined;
  const servedAt = (at: string) => {
    made ??= openApiDocument(table());
    const body = { ...made, servers: [{ url: at || '/' }] };
    return { status: 200, body, text: JSON.stringify(body), at } as const;
  };
  return {
    open: true,
    method: 'GET',
    path: '/openapi.json',
    operationId: 'openApiDocument',
    summary: 'This document.',
    success: { status: 200, schema: z.record(z.string(), z.unknown()) },
    refusals: [],
    answer: ({ request }) => {
      const at = addressIn(request, '');
      last = last?.at === at ? last : servedAt(at);
      return okAsync(last);
    },
  };
}
