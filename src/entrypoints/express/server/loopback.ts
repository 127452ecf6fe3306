import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { toProblemResponse } from '../../http/problem-response.js';
import { send } from '../translate.js';

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** The host without its port, and an IPv6 address without its brackets. */
const nameIn = (hostHeader: string): string => hostHeader.toLowerCase().replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/**
 * A server that asks nobody who they are must not be spoken to by any web page that its user looks at. So it answers to
 * this machine's own names alone, else a page could point a name of its own at 127.0.0.1; and to no page of another
 * origin but those that may, for a browser sends a request without a body unasked.
 */
export const isOfThisMachine = ({ host = '', origin }: IncomingHttpHeaders, origins: readonly string[]): boolean =>
  isLoopback(nameIn(host)) &&
  (origin === undefined || origin === `http://${host}` || origins.some((it) => it === '*' || it === origin));

export const thisMachineOnly =
  (origins: readonly string[]): RequestHandler =>
  (request, response, next) => {
    if (isOfThisMachine(request.headers, origins)) return next();
    send(response, toProblemResponse({ kind: 'forbidden' }, { base: '', path: request.path }));
  };
