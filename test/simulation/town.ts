import { storeOn } from '../../src/adapters/in-memory/store.js';
import { emptyTables } from '../../src/adapters/in-memory/tables.js';
import type { ChangeSet, Store } from '../../src/ports/index.js';
import type { Called, Entry, Operation } from '../history/history.js';
import type { Errand } from './errand.js';
import { type Plan, type PlannedCall, START } from './plan.js';
import { type Chance, chanceOf } from './random.js';
import { count, type Counted, type Fired, type Sometimes, type Tally } from './sightings.js';
import { Timeline } from './timeline.js';

/** How long a list may lag behind. */
const LONGEST_LAG_MS = 2_000;

/** What all processes of one run share, and what is written down of it. */
export class Town {
  readonly plan: Plan;
  readonly chance: Chance;
  readonly timeline: Timeline;
  /** What is really stored. */
  readonly tables = emptyTables();
  readonly store: Store = storeOn(this.tables);
  /** What lists are read from. */
  readonly replica: Store = storeOn(emptyTables(), { outbox: false });
  readonly history: Entry[] = [];
  readonly trace: string[] = [];
  readonly tally: Tally = new Map();
  /** The client's name for what it wants, by the id that the process drew for it. */
  readonly requests = new Map<string, string>();
  /** The booking that a request created. */
  readonly created = new Map<string, string>();
  /** From then on, nothing fails. */
  isCalm = false;
  /** The calls that nobody has answered yet, with the process that is at it. */
  readonly open = new Map<number, Called & { readonly process: string }>();
  readonly exceptions: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #attempts = new Map<string, 'refusal' | 'success'>();
  #replicatedBy = START;

  constructor(plan: Plan, traced: boolean) {
    this.plan = plan;
    this.chance = chanceOf(plan.seed).of('run');
    this.timeline = new Timeline(START, traced ? (line) => void this.trace.push(line) : () => undefined);
  }

  saw(what: Sometimes | Fired | Counted): void {
    count(this.tally, what);
  }

  /** Whether the id is one that this errand drew. */
  drawnBy(errand: Errand, id: string): boolean {
    return id.startsWith(`${errand.name}-`);
  }

  /** An answer to a key is on its way into the store, perhaps beside another one. */
  attempted(scope: string, answer: 'refusal' | 'success'): void {
    const tried = this.#attempts.get(scope);
    if (tried !== undefined && tried !== answer) this.saw('refusal racing a success under one key');
    this.#attempts.set(scope, answer);
  }

  /**
   * The client's name for what it wants. The same words under the same key are the same request, whoever's idea they
   * were; a call about another booking, because its own did not exist before, is another one.
   */
  nameOf({ id, actor, operation, input, key, ifMatch }: PlannedCall, bookingId: string): string {
    if (key === undefined) return `q${id}`;
    const words = JSON.stringify([actor.subject, operation, key, bookingId, input, ifMatch]);
    const known = this.#names.get(words);
    if (known !== undefined) return known;
    const name = bookingId === 'nothing' ? `q${id}` : `q${id}@${bookingId}`;
    this.#names.set(words, name);
    return name;
  }

  /** The booking that a call is about: where the one it waited for was never made, another one of the caller's will do. */
  targetOf({ id, on, actor }: PlannedCall): string {
    const created = this.created.get(`q${on ?? ''}`);
    if (on === undefined || this.chance.happens(`q${id} is lost`, 0.03)) return 'nothing';
    if (created !== undefined) return created;
    const ids = [...this.created.values()];
    const own = ids.filter((bookingId) => this.tables.bookings.get(bookingId)?.state?.userId === actor.subject);
    const [first, ...others] = own.length > 0 ? own : ids;
    return first === undefined ? 'nothing' : this.chance.pick(`q${id} is about`, [first, ...others]);
  }

  /** Something that nobody should ever throw. */
  thrown(what: string, why: unknown): void {
    const text = why instanceof Error ? `${why.name}: ${why.message}` : JSON.stringify(why);
    this.note(() => `!! ${what}: ${text}`);
    this.exceptions.push(`${what}: ${text}`);
  }

  isUnderWay(operation: Operation, bookingId: string): boolean {
    return [...this.open.values()].some((call) => call.operation === operation && call.input['bookingId'] === bookingId);
  }

  /** A step of the trace within an event. */
  note(what: () => string): void {
    if (this.trace.length > 0) this.trace.push(`    ${what()}`);
  }

  /** A commit went through; lists hear of it some time later, of one after another. */
  committed(change: ChangeSet, chance: Chance): void {
    const lag = this.isCalm ? 0 : chance.pick('lag', [0, 0, 20, LONGEST_LAG_MS]);
    const { event, booking } = change;
    if (!event || !booking) return;
    this.#replicatedBy = Math.max(this.#replicatedBy, this.timeline.now + lag);
    this.timeline.at(this.#replicatedBy, `list sees ${event.event.eventId}`, () => {
      const seen = this.replica.repository.commit({ booking, event, days: [], decidedAt: change.decidedAt });
      void Promise.resolve(seen).then((result) => result.isErr() && this.thrown('the list falls behind', result.error));
    });
  }
}
