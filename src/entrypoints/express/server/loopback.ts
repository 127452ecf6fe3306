import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { toProblemResponse } from '../../http/problem-response.js';
import { send } from '../translate.js';

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** The host without its port, and an IPv6 address without its brackets. */
const nameIn = (hostHeader: string): string => hostHeader.toLowerCase().replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/**
 * A server that asks nobody who they are answers to this machine's own names alone: else a web page could point a name
 * of its own at 127.0.0.1, and its visitors' browsers would take it for one origin with us.
 */
export const loopbackNamesOnly: RequestHandler = (request, response, next) => {
  if (isLoopback(nameIn(request.headers.host ?? ''))) return next();
  send(response, toProblemResponse({ kind: 'forbidden' }, { base: '', path: request.path }));
};
