import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '../../../src/index.js';
import type { Desk } from './desk.js';
import type { Dice } from './dice.js';
import { newIntent } from './intents.js';
import type { Heard, Ledger } from './ledger.js';
import type { Intent } from './wire.js';

const MOST_TRIES = 200;
const UNFINISHED = ['try_again', 'store_unavailable', 'internal_error'];

const isFinal = (heard: Heard): boolean =>
  heard !== undefined && !('refusal' in heard && UNFINISHED.includes(heard.refusal.kind));

/** Someone who books and changes what is booked, and repeats what was not answered. */
export class Client {
  readonly #actor: Actor;
  readonly #urls: readonly [string, ...string[]];
  readonly #ledger: Ledger;
  readonly #desk: Desk;
  readonly #dice: Dice;

  constructor(actor: Actor, urls: readonly [string, ...string[]], ledger: Ledger, desk: Desk, dice: Dice) {
    this.#actor = actor;
    this.#urls = urls;
    this.#ledger = ledger;
    this.#desk = desk;
    this.#dice = dice;
  }

  async work(mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn()) {
      const intent = newIntent(this.#actor, this.#desk, this.#dice, this.#ledger.name());
      await this.#carryOut(intent);
      if (intent.key !== undefined && this.#dice.happens(0.05)) await this.#misuse(intent);
      await wait(this.#dice.between(0, 10));
    }
  }

  async #carryOut(intent: Intent): Promise<void> {
    const dice = this.#dice;
    const isImpatient = dice.happens(0.08);
    const isKeyed = intent.key !== undefined;
    const twin = isKeyed && dice.happens(0.15) ? this.#send(intent) : undefined;
    let heard = await this.#send(intent, isImpatient ? dice.between(1, 15) : undefined);
    await twin;
    // Without a key a repetition would be another request.
    for (let tries = 0; isKeyed && !isFinal(heard) && tries < MOST_TRIES; tries += 1) {
      await wait(dice.between(5, 50));
      heard = await this.#send(intent);
    }
    if (isKeyed && dice.happens(0.1)) await this.#send(intent);
  }

  /** Something else under the same key. */
  async #misuse({ operation, actor, input, key }: Intent): Promise<void> {
    const request = this.#ledger.name();
    const named = operation === 'create' ? { metadata: { request } } : operation === 'update' ? { notes: request } : undefined;
    if (named && key !== undefined) await this.#send({ operation, actor, input: { ...input, ...named }, key, request });
  }

  async #send(intent: Intent, patienceMs?: number): Promise<Heard> {
    const heard = await this.#ledger.send(this.#dice.pick(this.#urls), intent, patienceMs);
    this.#desk.learn(heard);
    return heard;
  }
}
