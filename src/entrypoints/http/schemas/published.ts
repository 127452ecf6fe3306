import * as z from 'zod/mini';

/**
 * What the OpenAPI document says about a schema beyond its shape. Formats, patterns and limits are stated here and
 * checked by the domain, so that a caller without HTTP is refused by the same rules, once.
 */
interface SchemaFacts {
  /** Makes it a component of the document. */
  readonly id?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly propertyNames?: object;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

/** A registry of our own: the host program's zod schemas stay out of the document, and ours out of its. */
export const published = z.registry<SchemaFacts>();

export const text = (facts: SchemaFacts) => z.string().register(published, facts);
export const whole = (facts: SchemaFacts) => z.int().register(published, facts);

/**
 * A component of the document, made when somebody first asks for it: for most of them that is the document alone, and a
 * function that starts shall not wait for what it does not need.
 */
export function component<S extends z.ZodMiniType>(
  id: string,
  make: () => S,
  facts: SchemaFacts = {},
): z.ZodMiniLazy<S> {
  const schema = z.lazy(make);
  published.add(schema, { ...facts, id });
  return schema;
}
