import * as z from 'zod/mini';
import { published } from '../schemas/published.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

const SETTINGS = { metadata: published, io: 'output' } as const;
const component = (id: string): string => `#/components/schemas/${id}`;

/** Where it stands in the document, if it has a name there. */
const named = (schema: z.core.$ZodType): JsonSchema | undefined => {
  const id = published.get(schema)?.id;
  return id === undefined ? undefined : { $ref: component(id) };
};

const withoutHead = ({ $schema: _dialect, $id: _address, ...schema }: JsonSchema): JsonSchema => schema;

export const toJsonSchema = (schema: z.core.$ZodType): JsonSchema =>
  named(schema) ?? withoutHead(z.toJSONSchema(schema, SETTINGS));

/** Every schema that has a name, by name: in which order modules were loaded is nothing to tell clients. */
export function namedSchemas(): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(published, { ...SETTINGS, uri: component });
  const byId = Object.entries(schemas).map(([id, schema]) => [id, withoutHead(schema)] as const);
  return Object.fromEntries(byId.sort(([a], [b]) => (a < b ? -1 : 1)));
}
