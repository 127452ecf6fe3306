/** So many may one connection follow. */
const MOST = 100;

/**
 * What to follow to hear of what is shown. Nothing: of a user nobody knows who it is.
 *
 * @param {{ services: readonly string[], isUser: boolean, subject: string | undefined }} seen
 * @returns {readonly string[]}
 */
export function topicsFor({ services, isUser, subject }) {
  if (isUser) return subject === undefined ? [] : [`user:${subject}`];
  return services.length === 0 || services.length > MOST ? ['all'] : services.map((serviceId) => `service:${serviceId}`);
}
