import { toBooking } from '../../src/domain/booking/publish.js';
import type { Ended } from '../history/history.js';
import { send } from './client.js';
import { errandOf, errands } from './errand.js';
import { Board } from './messengers.js';
import { MINUTE, type Plan, type Planned, type PlannedCall, SERVICE, START, UNKNOWN_SERVICE } from './plan.js';
import { type Pass, pass, type Process, startProcess } from './process.js';
import type { Town } from './town.js';

/** Longer than the longest pause before a delivery is tried again. */
const REST_MS = 10 * MINUTE;
const MAX_RESTS = 14;

/** A run from the first process to the last event. */
export class Run {
  readonly #town: Town;
  readonly #boards = [new Board(), new Board()];
  readonly #processes: Process[];
  readonly #passes = new Set<Pass>();
  #started = 0;
  /** By every process' clock, when they last looked for lapsed holds. */
  #sweptBy = -Infinity;

  constructor(town: Town) {
    this.#town = town;
    this.#processes = town.plan.ahead.map((_, n) => this.#start(n));
  }

  #start(n: number): Process {
    this.#started += 1;
    return startProcess(this.#town, `p${n}/${this.#started}`, this.#town.plan.ahead[n] ?? 0, this.#boards);
  }

  /** The service is there before anyone comes. */
  async open(): Promise<void> {
    const { timeline, history, plan } = this.#town;
    const [first] = this.#processes;
    if (!first) throw new Error('a process');
    this.#town.isCalm = true;
    this.#putPolicy(first, 'opening', plan.policy);
    await timeline.untilQuiet();
    this.#town.isCalm = false;
    if (history.length === 0) throw new Error('the service was not put');
  }

  schedule(item: Planned): void {
    const { timeline } = this.#town;
    if (item.do === 'call') {
      for (const [nth, one] of item.sends.entries()) {
        timeline.at(START + item.at + one.after, `client sends q${item.id}.${nth}`, () => {
          const process = this.#processes[one.process];
          if (process?.isAlive) send(this.#town, item, one, nth, process);
        });
      }
      return;
    }
    timeline.at(START + item.at, `${item.do} ${item.id}`, () => this.#do(item));
  }

  #do(item: Exclude<Planned, PlannedCall>): void {
    const process = this.#processes[item.process];
    if (!process?.isAlive) return;
    const name = `${item.do}${item.id}`;
    if (item.do === 'pass') pass(this.#town, process, name, this.#passes);
    else if (item.do === 'policy') this.#putPolicy(process, name, item.policy);
    else this.#kill(process, item.process, item.downFor);
  }

  #putPolicy(process: Process, name: string, policy: Plan['policy']): void {
    const actor = { subject: 'desk', roles: ['staff'] } as const;
    const put = () => process.bookings.putService({ serviceId: SERVICE, ...policy }, { actor });
    void errands.run(errandOf(name, undefined, this.#town.chance), put).match(
      () => undefined,
      ({ kind }) => this.#town.note(() => `policy not put: ${kind}`),
    );
  }

  #kill(process: Process, n: number, downFor: number): void {
    const { timeline, open, history } = this.#town;
    this.#town.saw('process killed');
    process.kill();
    for (const run of this.#passes) {
      if (run.process !== process) continue;
      if (run.errand.knows.leased > 0) this.#town.saw('relay crash');
      this.#passes.delete(run);
    }
    for (const [call, { process: at }] of open) {
      if (at !== process.name) continue;
      history.push({ entry: 'lost', call, at: timeline.step, clock: process.now() });
      open.delete(call);
    }
    timeline.after(downFor, `p${n} starts again`, () => {
      this.#processes[n] = this.#start(n);
    });
  }

  /** No more faults and no more calls: now everything has to come to an end. */
  async rest(): Promise<boolean> {
    const { timeline } = this.#town;
    this.#town.isCalm = true;
    for (let n = 0; n < MAX_RESTS; n += 1) {
      timeline.after(REST_MS, 'rest', () => {
        this.#sweptBy = Math.min(...this.#processes.map((process) => process.now()));
        for (const [at, process] of this.#processes.entries()) pass(this.#town, process, `rest${n}.${at}`, this.#passes);
      });
      if (!(await timeline.untilQuiet())) return false;
      if (n > 0 && (await this.#isDelivered())) break;
    }
    const [first] = this.#processes;
    for (const [n, board] of this.#boards.entries()) {
      for (const service of [SERVICE, UNKNOWN_SERVICE]) if (first) this.#reread(board, service, first, `board${n} ${service}`);
    }
    return (await timeline.untilQuiet()) && this.#passes.size === 0;
  }

  async #isDelivered(): Promise<boolean> {
    const parked = new Set(await this.#parked());
    const delivered = new Set(
      this.#town.history.flatMap((entry) => (entry.entry === 'delivery' && entry.succeeded ? [entry.eventId] : [])),
    );
    return this.#events().every((id) => delivered.has(id) || parked.has(id));
  }

  /** As a board does every minute: page after page, and what is newer counts. */
  #reread(board: Board, serviceId: string, process: Process, name: string): void {
    const errand = errandOf(name, undefined, this.#town.chance);
    const actor = { subject: 'desk', roles: ['staff'] } as const;
    const page = async (cursor?: string): Promise<void> => {
      const read = await process.bookings.list({ serviceId, limit: 5, cursor }, { actor });
      if (read.isErr()) return this.#town.thrown('a board cannot read', read.error);
      for (const booking of read.value.items) board.apply(booking);
      return read.value.nextCursor === undefined ? undefined : page(read.value.nextCursor);
    };
    void errands.run(errand, () => page());
  }

  async #parked(): Promise<readonly string[]> {
    const parked = await this.#town.store.outbox?.parked(1_000);
    return parked?.isOk() ? parked.value.items.map(({ event }) => event.eventId) : [];
  }

  #events(): readonly string[] {
    return [...this.#town.tables.bookings.values()].flatMap(({ events }) => events.map(({ event }) => event.eventId));
  }

  async end(): Promise<Ended> {
    const { tables, timeline } = this.#town;
    return {
      entry: 'end',
      at: timeline.step,
      clock: this.#sweptBy,
      bookings: [...tables.bookings.values()].flatMap(({ state }) => (state ? [toBooking(state)] : [])),
      days: [...tables.days.values()].flatMap((ofService) => [...ofService.values()]),
      eventIds: this.#events(),
      parked: await this.#parked(),
      boards: this.#boards.map((board) => [...board.shown.values()]),
    };
  }
}
