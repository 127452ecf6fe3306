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
