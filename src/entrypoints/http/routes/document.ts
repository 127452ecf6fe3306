import * as z from 'zod/mini';
import { okAsync } from '../../../domain/result.js';
import { addressIn } from '../address.js';
import { openApiDocument } from '../openapi/document.js';
import type { OpenRoute, Route } from '../route.js';

/** The document describes the table that this route stands in, so the table comes as a function; it is made once. */
export function documentRoute(table: () => readonly Route[]): OpenRoute {
  let made: ReturnType<typeof openApiDocument> | undefined;
  return {
    open: true,
    method: 'GET',
    path: '/openapi.json',
    operationId: 'openApiDocument',
    summary: 'This document.',
    success: { status: 200, schema: z.record(z.string(), z.unknown()) },
    refusals: [],
    answer: (_bookings, request) => {
      made ??= openApiDocument(table());
      return okAsync({ status: 200, body: { ...made, servers: [{ url: addressIn(request, '') || '/' }] } });
    },
  };
}
