import type { Route } from '../route.js';
import { type JsonSchema, namedSchemas } from './json-schema.js';
import { operationOf } from './operation.js';
import { problemSchemas } from './problems.js';

/** OpenAPI 3.1 of a table of routes, from the schemas that validate. */
export function openApiDocument(routes: readonly Route[]): JsonSchema {
  const paths = new Map<string, Record<string, JsonSchema>>();
  for (const route of routes) {
    paths.set(route.path, { ...paths.get(route.path), [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Holdfast', version: '1', description: 'Bookings that never overlap and never happen twice.' },
    security: [{ bearer: [] }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { ...namedSchemas(), ...problemSchemas() },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
