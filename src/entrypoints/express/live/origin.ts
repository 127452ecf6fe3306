import type { IncomingHttpHeaders } from 'node:http';

/** Of the very host that the page was loaded from. Whether there is TLS, the proxy in front knows. */
const isOwn = (origin: string, host: string): boolean => URL.parse(origin)?.host === host.toLowerCase();

/**
 * Whether the page that connects may: browsers let any page connect anywhere, and leave it to the server. Who sends no
 * origin is no browser.
 */
export const mayConnectFrom = ({ origin, host = '' }: IncomingHttpHeaders, origins: readonly string[]): boolean =>
  origin === undefined || isOwn(origin, host) || origins.some((one) => one === '*' || one === origin);
