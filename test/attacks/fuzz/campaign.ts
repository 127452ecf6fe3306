import { describedBy, type OpenApi } from '../../entrypoints/http/description.js';
import type { WireAnswer } from '../../entrypoints/http/wire.js';
import { chanceOf } from '../../simulation/random.js';
import { RawConnection } from '../raw-connection.js';
import { forgedTokens, tokenFor } from '../tokens.js';
import { faultsOf } from './judge.js';
import { type Caller, Knowledge } from './knowledge.js';
import { type FuzzRequest, RequestMaker } from './request.js';
import { Tally } from './tally.js';

const CONNECTIONS = 8;
/** Far longer than any request takes: one that is not answered by then never will be. */
const HANGS_MS = 20_000;
const ENOUGH_FAULTS = 20;
/** A quick machine asks everything before the first bookings begin: what was not reached by then is tried for longer. */
const AT_MOST_TIMES = 5;

export interface Campaign {
  readonly port: number;
  /** How many are made at least. */
  readonly requests: number;
  readonly seed: number;
}
export interface Outcome {
  readonly tally: Tally;
  /** Each with the request that it was the answer to. */
  readonly violations: readonly string[];
}

const services = {
  'walk-in': { capacity: 1_000_000, minDurationMinutes: 1, maxDurationMinutes: 120 },
  tour: { capacity: 12, holdMinutes: 1, cancellationNoticeMinutes: 2_880 },
  chair: { minNoticeMinutes: 1_440, maxHorizonDays: 2 },
};

type Headers = readonly (readonly [name: string, value: string])[];

/** As bytes, with a length or in chunks, unless it says something of its length itself. */
function bytesOf({ method, path, query, headers, body }: FuzzRequest, authorization: Headers): Buffer {
  const has = (wanted: string): boolean => headers.some(([name]) => name.toLowerCase() === wanted);
  const isChunked = has('transfer-encoding');
  const hasLength = !isChunked && !has('content-length') && (body.length > 0 || method.startsWith('P'));
  const length: Headers = hasLength ? [['Content-Length', String(body.length)]] : [];
  const lines = [...authorization, ...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`);
  const target = query === '' ? path : `${path}?${query}`;
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}\r\n`, 'latin1');
  if (!isChunked) return Buffer.concat([head, body]);
  const chunk = body.length === 0 ? [] : [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')];
  return Buffer.concat([head, ...chunk, Buffer.from('0\r\n\r\n')]);
}

async function authorizations(): Promise<(by: Caller, seed: number) => Headers> {
  const forged = await forgedTokens('sam');
  const tokens: Readonly<Record<string, string>> = {
    ada: await tokenFor('ada'),
    bob: await tokenFor('bob'),
    cyd: await tokenFor('cyd'),
    sam: await tokenFor('sam', { roles: ['staff'] }),
  };
  return (by, n) => (by === 'nobody' ? [] : [['Authorization', `Bearer ${tokens[by] ?? forged[n % forged.length] ?? ''}`]]);
}

/** The answer, or why there is none. */
async function answerOf(connection: RawConnection, bytes: Buffer, method: string): Promise<WireAnswer | 'hung up' | 'hangs'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'hangs'>((resolve) => {
    timer = setTimeout(() => resolve('hangs'), HANGS_MS);
  });
  const answer = await Promise.race([connection.ask(bytes, method), late]);
  clearTimeout(timer);
  return answer ?? 'hung up';
}

const briefly = (text: string): string => text.replace(/(.{1,6}?)\1{30,}/gs, (all, one: string) => `${one}×${all.length / one.length}`);
const shown = (request: FuzzRequest, bytes: Buffer, faults: readonly string[]): string =>
  briefly(`${faults.join('; ')}\n  by ${request.by}: ${JSON.stringify(bytes.toString('latin1'))}`);

/**
 * Asks a running server for whatever its own document describes, well and badly, over several connections at once. The
 * same seed asks the same, as far as ids and the order in which answers come let it.
 */
export async function campaign({ port, requests, seed }: Campaign): Promise<Outcome> {
  const authorized = await authorizations();
  const setUp = new RawConnection(port);
  const request = async (method: string, path: string, value?: object) => {
    const body = value ? Buffer.from(JSON.stringify(value)) : Buffer.alloc(0);
    const headers: Headers = [['Content-Type', 'application/json']];
    const asked = { by: 'sam', method, path, query: '', headers, body, isOdd: false, key: undefined, repeats: undefined } as const;
    return (await setUp.ask(bytesOf(asked, authorized('sam', 0))))?.text ?? '';
  };
  for (const [serviceId, policy] of Object.entries(services)) await request('PUT', `/services/${serviceId}`, policy);
  const document: OpenApi = JSON.parse(await request('GET', '/openapi.json'));
  setUp.end();

  const description = describedBy(document);
  const knowledge = new Knowledge();
  const maker = new RequestMaker(document, knowledge);
  const tally = new Tally(description);
  const violations: string[] = [];

  const client = async (name: number): Promise<void> => {
    const chance = chanceOf(seed).of(`client ${name}`);
    let connection = new RawConnection(port);
    const isWanted = (n: number): boolean => n < requests || (n < AT_MOST_TIMES * requests && tally.gaps().length > 0);
    for (let n = name; isWanted(n) && violations.length < ENOUGH_FAULTS; n += CONNECTIONS) {
      if (!connection.isOpen) connection = new RawConnection(port);
      const asked = maker.make(chance.of(`${n}`));
      const bytes = bytesOf(asked, authorized(asked.by, n));
      const answer = await answerOf(connection, bytes, asked.method);
      if (typeof answer === 'string') {
        connection.end();
        await connection.closed;
        if (answer === 'hangs' || !asked.isOdd) violations.push(shown(asked, bytes, [answer]));
        continue;
      }
      const faults = faultsOf(description, asked, answer);
      if (faults.length > 0) violations.push(shown(asked, bytes, faults));
      tally.count(asked, answer);
      knowledge.learn(asked, answer);
      if (asked.isOdd || answer.headers['connection'] === 'close') {
        connection.end();
        await connection.closed;
      }
    }
    connection.end();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, name) => client(name)));
  return { tally, violations };
}
