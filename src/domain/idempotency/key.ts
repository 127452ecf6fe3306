/** Printable ASCII but comma, quote and backslash: two headers joined by a comma are no key. */
const KEY = /^[ !#-+\--[\]-~]{1,255}$/;

export const isIdempotencyKey = (key: unknown): key is string => typeof key === 'string' && KEY.test(key);

const part = (text: string): string => text.replaceAll('%', '%25').replaceAll('#', '%23');

/** A key means nothing outside the caller and the operation it was sent for. */
export const scopeOf = (subject: string, operation: string, key: string): string =>
  `${part(subject)}#${operation}#${part(key)}`;
