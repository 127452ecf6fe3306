/** In every piece of personal data that is planted, and nowhere else. */
export const MARK = 'qxz';

/** Unmistakable, whatever of it is quoted; the field says where it was planted. */
export const canary = (field: string): string => `${MARK}-${field}-${MARK}`;

/** Every canary in a value, with the place where it sits: `booking.notes = qxz-notes-qxz`. Keys may be canaries too. */
export function canariesIn(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return value.includes(MARK) ? [`${at} = ${value}`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => canariesIn(inner, at === '' ? name : `${at}.${name}`));
}

export const METADATA = { [canary('key')]: canary('value') };

/** The only places of an event in which there may be personal data, and what was planted there. */
export const ALLOWED_IN_EVENTS: readonly string[] = [
  ...['userId', 'serviceName', 'notes', 'paymentReference', 'cancelReason'].map((field) => `booking.${field} = ${canary(field)}`),
  `booking.metadata.${canary('key')} = ${canary('value')}`,
  `booking.cancelledBy = ${canary('userId')}`,
  `actor.subject = ${canary('userId')}`,
];
