import { expect } from 'vitest';
import { openApiDocument } from '../../../src/entrypoints/http/openapi/document.js';
import { ROUTES } from '../../../src/entrypoints/http/routes.js';
import { describedBy, type OpenApi } from './description.js';
import type { WireAnswer } from './wire.js';

// Through JSON, as a client gets it.
export const DOCUMENT = JSON.parse(JSON.stringify(openApiDocument(ROUTES))) as OpenApi;

const described = describedBy(DOCUMENT);

/** The validator of a schema at a place in the document. */
export const { schemaAt } = described;

/** What was done had been asked for as the document says. */
export const expectDocumentedRequest = (method: string, target: string, type: string, body: string | undefined): void =>
  expect(described.undocumentedRequest(method, target, type, body)).toEqual([]);

/** Whatever is answered stands in the document: its status, its media type, its headers and the shape of its body. */
export const expectDocumented = (method: string, path: string, answer: WireAnswer): void =>
  expect(described.undocumented(method, path, answer)).toEqual([]);
