/** So many may one frame name; a test holds it to what the service takes. */
const MOST = 50;

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
