// A process of its own with many boards, so that what they cost is no cost of those who write.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shown } from './board.js';
import { BoardClient, type Place, Turnstile } from './client.js';
import type { Decided } from './writer.js';

export interface Clients extends Place {
  readonly sockets: number;
}

/** What it is told when nothing is written any more. */
export interface Truth {
  readonly bookings: readonly (readonly [bookingId: string, shown: Shown])[];
  /** When something was down, or had just come back. */
  readonly disturbed: readonly (readonly [from: number, to: number])[];
  readonly decided: readonly Decided[];
}

type Delays = Readonly<Record<'p50' | 'p95' | 'p99' | 'longest', number>>;

export interface ClientFigures {
  readonly updates: number;
  /** From the decision of a change to its update at a client, in milliseconds. */
  readonly delays: Delays;
  /** Of changes that were decided while nothing was disturbed. */
  readonly calm: Delays;
  /** Updates of such changes that were to come to who followed meanwhile, and those of them that did not. */
  readonly due: number;
  readonly missed: number;
  readonly reconnects: number;
  readonly rereads: number;
  readonly late: number;
  readonly gaps: number;
  /** What lists and updates told that cannot be: see `Board`. */
  readonly outdated: number;
  readonly contradicted: number;
  /** Clients that showed something else than the store has: by updates alone, and after the last reading of the list. */
  readonly differingBefore: number;
  readonly differing: number;
}

const READING_AT_ONCE = 6;
/** Longer than a server that was killed keeps others from an event that it had begun to deliver. */
const PATIENCE_MS = 60_000;

const { sockets, ...place } = JSON.parse(process.argv[2] ?? '') as Clients;
const turnstile = new Turnstile(READING_AT_ONCE);
const clients = Array.from({ length: sockets }, () => new BoardClient(place, turnstile));

const sumOf = (count: (client: BoardClient) => number): number => clients.reduce((sum, client) => sum + count(client), 0);

const isCalm = (at: number, disturbed: Truth['disturbed']): boolean => disturbed.every(([from, to]) => at < from || at > to);

function delaysOf(disturbed: Truth['disturbed']): Delays {
  const sorted = Float64Array.from(
    clients.flatMap(({ delays }) => delays.flatMap(([decidedAt, ms]) => (isCalm(decidedAt, disturbed) ? [ms] : []))),
  ).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: at(1) };
}

/** What comes late on a slow machine comes all the same. */
async function missedOf(due: readonly (readonly [client: BoardClient, change: Decided])[]): Promise<number> {
  const missed = (): number => due.filter(([client, change]) => !client.hasHeard(change)).length;
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (missed() > 0 && Date.now() < giveUpAt) await sleep(200);
  return missed();
}

async function judge({ bookings, disturbed, decided }: Truth): Promise<ClientFigures> {
  const wanted = new Map(bookings);
  const calm = decided.filter(([, at]) => isCalm(at, disturbed));
  const due = clients.flatMap((client) => calm.flatMap((change) => (client.shouldHear(change) ? [[client, change] as const] : [])));
  const missed = await missedOf(due);
  const differing = (): number => clients.filter(({ board }) => board.differences(wanted) > 0).length;
  const differingBefore = differing();
  await Promise.all(clients.map((client) => client.reread()));
  return {
    updates: sumOf(({ delays }) => delays.length),
    delays: delaysOf([]),
    calm: delaysOf(disturbed),
    due: due.length,
    missed,
    reconnects: sumOf(({ connected }) => connected - 1),
    rereads: sumOf(({ rereads }) => rereads),
    late: sumOf(({ board }) => board.late),
    gaps: sumOf(({ board }) => board.gaps),
    outdated: sumOf(({ board }) => board.outdated),
    contradicted: sumOf(({ board }) => board.contradicted),
    differingBefore,
    differing: differing(),
  };
}

const told = once(process, 'message');
await Promise.all(clients.map((client) => client.start()));
process.send?.('all follow');
const [truth] = (await told) as [Truth];
process.send?.(await judge(truth));
for (const client of clients) client.end();
process.disconnect();
