/** JSON with sorted keys; what is undefined is absent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const pairs = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs.join(',')}}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** How a command was put into words, by version: a record keeps being compared by the version it was written with. */
const FORMS = { v1: canonical } as const;
const CURRENT = 'v1' satisfies keyof typeof FORMS;

type Digest = (text: string) => string;

const isForm = (name: string): name is keyof typeof FORMS => Object.hasOwn(FORMS, name);

/** Of the command as sent, in canonical form: no policy default is filled in. */
export const fingerprintOf = (command: unknown, digest: Digest): string =>
  `${CURRENT}:${digest(FORMS[CURRENT](command))}`;

export function isFingerprintOf(fingerprint: string, command: unknown, digest: Digest): boolean {
  const colon = fingerprint.indexOf(':');
  const form = fingerprint.slice(0, colon);
  return isForm(form) && fingerprint.slice(colon + 1) === digest(FORMS[form](command));
}
