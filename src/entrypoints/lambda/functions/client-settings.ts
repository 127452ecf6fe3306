import type { Readable } from 'node:stream';
import type { Environment } from './environment.js';

const CONNECT_MS = 1_000;
/** Far more than a try takes where somebody else ends it: for a connection that nobody would ever end. */
const REQUEST_MS = 10_000;

/** All that a client would look for in files, said beforehand: a function has none. */
const OF_NO_FILE = {
  defaultsMode: 'standard',
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  ignoreConfiguredEndpointUrls: true,
  disableClockSkewCorrection: false,
  userAgentAppId: (): Promise<string | undefined> => Promise.resolve(undefined),
} as const;

/** The SDK's own asks whether an answer may be a stream of `fetch`, and Node loads all of those to tell. */
const streamCollector = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
  });

/**
 * What any client of a function is made with: region and credentials as Lambda gives them, in variables, and an address
 * where there is another than the service's own. `tryMs`: how long one try may take.
 */
export function clientSettings(environment: Environment, endpoint: string | undefined, tryMs = REQUEST_MS) {
  const sessionToken = environment.optional('AWS_SESSION_TOKEN');
  return {
    ...OF_NO_FILE,
    authSchemePreference: ['sigv4'],
    streamCollector,
    region: environment.text('AWS_REGION'),
    ...(endpoint !== undefined && { endpoint }),
    credentials: {
      accessKeyId: environment.text('AWS_ACCESS_KEY_ID'),
      secretAccessKey: environment.text('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken !== undefined && { sessionToken }),
    },
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: tryMs, throwOnRequestTimeout: true as const },
  };
}
