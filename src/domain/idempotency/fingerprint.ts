/** JSON with sorted keys; what is undefined is absent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const pairs = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${pairs.join(',')}}`;
}

/** How a command was put into words, by version: a record keeps being compared by the version it was written with. */
const FORMS = { v1: canonical } as const;
const CURRENT = 'v1' satisfies keyof typeof FORMS;

type Digest = (text: string) => string;

const isForm = (name: string): name is keyof typeof FORMS => Object.hasOwn(FORMS, name);

/** Of the command as sent, in canonical form: no policy default is filled in. */
export const fingerprintOf = (command: unknown, digest: Digest): string =>
  `${CURRENT}:${digest(FORMS[CURRENT](command))}`;

export function isFingerprintOf(fingerprint: string, command: unknown, digest: Digest): boolean {
  const [form = '', hash] = fingerprint.split(':');
  return isForm(form) && hash === digest(FORMS[form](command));
}
