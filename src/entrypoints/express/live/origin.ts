import type { IncomingHttpHeaders } from 'node:http';

/** Of the very host that the page was loaded from. Whether there is TLS, the proxy in front knows. */
function isOwn(origin: string, host: string): boolean {
  const page = URL.parse(origin);
  return page !== null && page.host !== '' && URL.parse(`${page.protocol}//${host}`)?.host === page.host;
}

/**
 * Whether the page that connects may: browsers let any page connect anywhere, and leave it to the server. Who sends no
 * origin is no browser.
 */
export const mayConnectFrom = ({ origin, host = '' }: IncomingHttpHeaders, origins: readonly string[]): boolean =>
  origin === undefined || isOwn(origin, host) || origins.some((one) => one === '*' || one === origin);
