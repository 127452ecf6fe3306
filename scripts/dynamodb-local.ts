import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { cacheFolder, downloadedDynamodb, NoDynamodb } from './dynamodb-download.ts';
import { assertJava, startDynamodb } from './dynamodb-process.ts';

const ENDPOINT = 'AWS_ENDPOINT_URL_DYNAMODB';

/** Environment variables by which every AWS client finds that DynamoDB. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Does `work` with a DynamoDB: with the one that the environment names, or else with one of its own, which is gone when
 * the work is done, has failed, or this process is told to end. What `work` is given is to be added to `process.env`.
 *
 * @throws NoDynamodb when there is none, and none can be started.
 */
export async function withDynamodb<T>(work: (environment: Environment) => Promise<T>, cache = cacheFolder): Promise<T> {
  const given = process.env[ENDPOINT];
  if (given) {
    const problem = await problemOf(given);
    if (problem === undefined) return work(environmentOf(given));
    throw new NoDynamodb(`${ENDPOINT} is ${given}, but no DynamoDB answers there (${problem}). Start it, or unset it.`);
  }
  assertJava();
  const { endpoint, stop } = await startDynamodb(downloadedDynamodb(cache), async (started) => {
    return (await problemOf(started, 1_000)) === undefined;
  });
  try {
    return await work(environmentOf(endpoint));
  } finally {
    await stop();
  }
}

/** As `withDynamodb`, for a script: without a DynamoDB it ends with one line that says what to do. */
export async function needingDynamodb<T>(work: (environment: Environment) => Promise<T>): Promise<T> {
  try {
    return await withDynamodb(work);
  } catch (error) {
    if (!(error instanceof NoDynamodb)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

/** A client needs a region and credentials even where nobody looks at them. Those of a real account are not touched. */
function environmentOf(endpoint: string): Environment {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(endpoint).hostname);
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_PROFILE } = process.env;
  return {
    [ENDPOINT]: endpoint,
    ...(isLocal && !AWS_REGION && !AWS_DEFAULT_REGION && { AWS_REGION: 'eu-central-1' }),
    ...(isLocal && !AWS_ACCESS_KEY_ID && !AWS_PROFILE && { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }),
  };
}

/** What is wrong with this DynamoDB; nothing when it answers a question. */
async function problemOf(endpoint: string, ms = 5_000): Promise<string | undefined> {
  if (!URL.canParse(endpoint)) return 'not an address';
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environmentOf(endpoint);
  const client = new DynamoDBClient({
    endpoint,
    maxAttempts: 1,
    ...(region && { region }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  });
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }), { abortSignal: AbortSignal.timeout(ms) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  } finally {
    client.destroy();
  }
}
