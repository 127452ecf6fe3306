import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Subscriptions } from '../../ports/index.js';
import type { NotPosted } from './api-gateway-errors.js';
import type { Settings } from './options.js';
import { post } from './post.js';
import type { Turns } from './turns.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
/** One that hangs would hold up every batch of events for as long as its tries take; so it is left alone for a while. */
const REST_MS = 10_000;
/** So many are left alone at the most. */
const MAX_RESTING = 10_000;

const NOT_TRIED: NotPosted = { why: 'late', cause: new Error('no time left to post it') };
const RESTING: NotPosted = { why: 'resting', cause: new Error('it did not answer a moment ago') };

/** Until when an event is posted, and whether it may be posted at all. */
export interface Telling {
  readonly signal: AbortSignal;
  /** Is there time for a post to begin, now or that much later? */
  inTime(afterMs?: number): boolean;
  /** Nothing of it can be posted: nothing more of it is tried. */
  barred(): void;
}

/** One connection after another is told, each with its own fate. */
export class Connections {
  readonly #client: ApiGatewayManagementApiClient;
  readonly #subscriptions: Subscriptions;
  readonly #settings: Settings;
  readonly #posting: Turns;
  readonly #removing: Turns;
  readonly #leaving = new Set<string>();
  readonly #restUntil = new Map<string, number>();

  constructor(client: ApiGatewayManagementApiClient, subscriptions: Subscriptions, settings: Settings, turns: { posting: Turns; removing: Turns }) {
    this.#client = client;
    this.#subscriptions = subscriptions;
    this.#settings = settings;
    this.#posting = turns.posting;
    this.#removing = turns.removing;
  }

  /** Nothing when there is no more to do about it. A post that waits for its next try is in nobody's way. */
  async tell(connectionId: string, data: Uint8Array, telling: Telling): Promise<NotPosted | undefined> {
    if (this.#rests(connectionId)) return RESTING;
    const failure = await this.#tryToTell(connectionId, data, telling);
    if (failure?.why === 'silent') this.#letRest(connectionId);
    if (failure?.why === 'barred') telling.barred();
    if (failure?.why === 'gone') await this.#forget(connectionId, telling);
    return failure?.why === 'gone' || failure?.why === 'unfit' ? undefined : failure;
  }

  async #tryToTell(ConnectionId: string, Data: Uint8Array, { signal, inTime }: Telling): Promise<NotPosted | undefined> {
    const { clock, random, tries, tryMs } = this.#settings;
    const tryOnce = async (): Promise<NotPosted | undefined> =>
      inTime() ? post(this.#client, clock, tryMs, { ConnectionId, Data }, signal) : NOT_TRIED;
    let failure = await this.#posting.take(tryOnce);
    for (let tried = 1; tried < tries && (failure?.why === 'busy' || failure?.why === 'silent'); tried += 1) {
      const pause = random.next() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
      if (!inTime(pause)) break;
      await clock.sleep(pause, signal);
      failure = await this.#posting.takeNext(tryOnce);
    }
    return failure;
  }

  /** Once, for however many events it was to hear of. What is not removed in time, or cannot be, is gone next time too. */
  async #forget(connectionId: string, { inTime }: Telling): Promise<void> {
    if (this.#leaving.has(connectionId)) return;
    this.#leaving.add(connectionId);
    try {
      await this.#removing.take(async () => {
        if (inTime()) (await this.#subscriptions.remove(connectionId)).unwrapOr(undefined);
      });
    } finally {
      this.#leaving.delete(connectionId);
    }
  }

  #rests(connectionId: string): boolean {
    const until = this.#restUntil.get(connectionId);
    if (until === undefined || this.#settings.clock.now() < until) return until !== undefined;
    this.#restUntil.delete(connectionId);
    return false;
  }

  #letRest(connectionId: string): void {
    this.#restUntil.delete(connectionId);
    this.#restUntil.set(connectionId, this.#settings.clock.now() + REST_MS);
    const [first] = this.#restUntil.keys();
    if (this.#restUntil.size > MAX_RESTING && first !== undefined) this.#restUntil.delete(first);
  }
}
