type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One of the alternatives at the end of a pattern: a value, or a condition by its one key. */
function meets(alternative: unknown, value: unknown): boolean {
  if (!isObject(alternative)) return alternative === value;
  if ('prefix' in alternative) return typeof value === 'string' && value.startsWith(String(alternative['prefix']));
  if ('exists' in alternative) return (value !== undefined) === alternative['exists'];
  throw new Error(`no such condition here: ${JSON.stringify(alternative)}`);
}

/** Whether an event fits a pattern of an event source mapping's filter: every field of the pattern by an alternative. */
export function fits(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((alternative) => meets(alternative, event));
  if (!isObject(pattern)) throw new Error(`not a pattern: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([name, inner]) => fits(inner, isObject(event) ? event[name] : undefined));
}
