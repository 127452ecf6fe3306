export interface JwtOptions {
  /** For HS256: at least 32 bytes. Give this or `jwksUrl`. */
  readonly secret?: string | undefined;
  /**
   * Where the issuer publishes its keys: `https:`, or `http:` on this machine. They are kept for ten minutes, and fetched
   * again for a token by a key that is not among them, at most every three seconds. For so long a key is unknown that was
   * published just after they were fetched, and its tokens prove nothing: an issuer publishes a key before it signs with it.
   */
  readonly jwksUrl?: string | undefined;
  readonly issuer: string;
  readonly audience: string;
  /** Narrows what is accepted. Default: HS256 for a secret; RS256, ES256 and EdDSA for published keys. */
  readonly algorithms?: readonly string[] | undefined;
}

/** What a token is checked with: bytes are a secret, an address is where keys are published. */
export interface TokenRules {
  readonly keys: Uint8Array | URL;
  /** In the words of `jose`, which need not be there for whoever checks no tokens. */
  readonly rules: { issuer: string; audience: string; algorithms: string[]; requiredClaims: string[] };
}

const WITH_SECRET: readonly string[] = ['HS256'];
const WITH_KEYS: readonly string[] = ['RS256', 'ES256', 'EdDSA'];

const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

function keysFrom({ secret, jwksUrl }: JwtOptions): { keys: Uint8Array | URL; known: readonly string[] } {
  if ((secret === undefined) === (jwksUrl === undefined)) throw new TypeError('Give either a secret or a jwksUrl.');
  if (secret !== undefined) {
    const bytes = new TextEncoder().encode(secret);
    if (bytes.byteLength < 32) throw new TypeError('The JWT secret must have at least 32 bytes.');
    return { keys: bytes, known: WITH_SECRET };
  }
  const url = URL.parse(jwksUrl ?? '');
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) {
    throw new TypeError('The jwksUrl must be an https: address.');
  }
  return { keys: url, known: WITH_KEYS };
}

/** @throws TypeError when the options admit no safe check. */
export function tokenRules(options: JwtOptions): TokenRules {
  const { issuer, audience } = options;
  if (!issuer || !audience) throw new TypeError('Checking tokens takes an issuer and an audience.');
  const { keys, known } = keysFrom(options);
  const algorithms = [...(options.algorithms ?? known)];
  if (algorithms.length === 0 || !algorithms.every((algorithm) => known.includes(algorithm))) {
    throw new TypeError(`The algorithms must be among ${known.join(', ')}.`);
  }
  return { keys, rules: { issuer, audience, algorithms, requiredClaims: ['exp', 'sub'] } };
}
