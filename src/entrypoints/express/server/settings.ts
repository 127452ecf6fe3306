import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { ServiceInput } from '../../../ports/index.js';
import { serviceAtStart } from '../../http/schemas/services.js';
import { type KeptIn, parseKeptIn } from '../../composition/kept-in.js';
import { type AuthenticateConnection, trustEveryone } from '../authenticate.js';
import { jwtAuthenticate } from '../jwt.js';
import type { ConnectionLimits } from './listen.js';
import { isLoopback } from './loopback.js';

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly store: KeptIn;
  readonly services: readonly ServiceInput[];
  readonly authenticate: AuthenticateConnection;
  /** Nobody proves who they are: everyone is staff. */
  readonly open: boolean;
  readonly rateLimit: { readonly perMinute: number } | false;
  readonly corsOrigins: readonly string[];
  readonly connections: ConnectionLimits;
  /** Through which servers share live updates, tickets and limits. */
  readonly redisUrl: string | undefined;
}

/** Its message is one line, made to be read by whoever set the variable. */
export class BadSetting extends Error {}

type Given = (name: string) => string | undefined;

function portOf(value = '3000'): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new BadSetting(`PORT must be a number from 0 to 65535, not ${value}`);
  return port;
}

function storeOf(value = 'sqlite:./data/holdfast.db'): KeptIn {
  const kept = parseKeptIn(value);
  if (kept.isErr()) throw new BadSetting(`HOLDFAST_STORE: ${kept.error}`);
  return kept.value;
}

function servicesOf(file: string | undefined): readonly ServiceInput[] {
  if (file === undefined) return [];
  const refuse = (why: string): never => {
    throw new BadSetting(`HOLDFAST_SERVICES: ${file} ${why}`);
  };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
  }
  const services = z.safeParse(z.array(serviceAtStart), content);
  if (services.success) return services.data;
  const [issue] = services.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const place = [...(issue?.path ?? []), ...unknown].map(String).join('.');
  return refuse(`is not a list of services${place && `: see ${place}`}`);
}

function authenticationOf(given: Given): AuthenticateConnection | undefined {
  const secret = given('HOLDFAST_JWT_SECRET');
  const jwksUrl = given('HOLDFAST_JWKS_URL');
  const issuer = given('HOLDFAST_JWT_ISSUER');
  const audience = given('HOLDFAST_JWT_AUDIENCE');
  if ([secret, jwksUrl, issuer, audience].every((value) => value === undefined)) return undefined;
  if (issuer === undefined) throw new BadSetting('HOLDFAST_JWT_ISSUER must be set to check tokens');
  if (audience === undefined) throw new BadSetting('HOLDFAST_JWT_AUDIENCE must be set to check tokens');
  try {
    return jwtAuthenticate({ secret, jwksUrl, issuer, audience });
  } catch (error) {
    throw new BadSetting(
      `HOLDFAST_JWT_SECRET, HOLDFAST_JWKS_URL: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function rateLimitOf(value = '600'): ServerSettings['rateLimit'] {
  if (!/^\d{1,9}$/.test(value))
    throw new BadSetting(`HOLDFAST_RATE_LIMIT must be requests per minute, 0 for none, not ${value}`);
  return value === '0' ? false : { perMinute: Number(value) };
}

function wholeOf(name: string, value: string, most: number): number {
  if (/^[1-9]\d{0,6}$/.test(value) && Number(value) <= most) return Number(value);
  throw new BadSetting(`${name} must be a whole number from 1 to ${most}, not ${value}`);
}

const connectionsOf = (given: Given): ConnectionLimits => {
  const limit = (name: string, standard: string, most: number): number => wholeOf(name, given(name) ?? standard, most);
  return {
    requestTimeoutMs: 1000 * limit('HOLDFAST_REQUEST_TIMEOUT', '30', 3_600),
    // Longer than the usual proxy keeps a connection, so that it is never we who close one it is about to use.
    keepAliveMs: 1000 * limit('HOLDFAST_KEEP_ALIVE', '65', 3_600),
    maxConnections: limit('HOLDFAST_MAX_CONNECTIONS', '2000', 1_000_000),
  };
};

function originsOf(value = ''): readonly string[] {
  const origins = value
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  const bad = origins.find((origin) => origin !== '*' && URL.parse(origin)?.origin !== origin);
  if (bad !== undefined) throw new BadSetting(`HOLDFAST_CORS_ORIGINS: ${bad} is no origin such as https://example.com`);
  return origins;
}

/** It may hold a password, so it is not repeated. */
function redisUrlOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const { protocol, hostname, pathname, search, hash } = URL.parse(value) ?? {};
  const isRedis = (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '';
  if (isRedis && /^(\/\d{0,5})?$/.test(pathname ?? '') && /^(\?family=[046])?$/.test(search ?? '') && hash === '') return value;
  throw new BadSetting('HOLDFAST_REDIS_URL must be redis://[user:password@]host[:port][/database], or rediss://… with TLS');
}

/** @throws BadSetting for the first variable that cannot be used. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ServerSettings {
  // Set to nothing is the same as not set: that is how shells and compose files leave a variable out.
  const given: Given = (name) => environment[name]?.trim() || undefined;
  const host = given('HOST') ?? '127.0.0.1';
  const authenticate = authenticationOf(given);
  if (!authenticate && !isLoopback(host) && given('HOLDFAST_INSECURE') !== '1') {
    throw new BadSetting(
      `HOST ${host} is open to others: set HOLDFAST_JWT_SECRET or HOLDFAST_JWKS_URL, or HOLDFAST_INSECURE=1`,
    );
  }
  return {
    host,
    port: portOf(given('PORT')),
    store: storeOf(given('HOLDFAST_STORE')),
    services: servicesOf(given('HOLDFAST_SERVICES')),
    authenticate: authenticate ?? trustEveryone,
    open: authenticate === undefined,
    rateLimit: rateLimitOf(given('HOLDFAST_RATE_LIMIT')),
    corsOrigins: originsOf(given('HOLDFAST_CORS_ORIGINS')),
    connections: connectionsOf(given),
    redisUrl: redisUrlOf(given('HOLDFAST_REDIS_URL')),
  };
}
