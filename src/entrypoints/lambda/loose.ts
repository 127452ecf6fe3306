/** What somebody else hands over as a `T`, before any of it was looked at. */
export type Loose<T> = { readonly [K in keyof T]?: unknown };

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
