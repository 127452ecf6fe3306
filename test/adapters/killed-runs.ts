import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Audit, faultsIn } from './books.js';
import type { Share } from './killable.js';

/** What all processes of a test are told. */
type Work = Omit<Share, 'from' | 'to' | 'clock'>;

/** Numbered requests, given by processes of which most are killed, and what they were told. */
export class KilledRuns {
  readonly acknowledged = new Map<number, string>();
  readonly #differing: number[] = [];
  readonly #child: string;
  readonly #work: Work;
  readonly #since = Date.now();
  readonly #speed: number;

  /**
   * @param child The script that a process runs.
   * @param speed That of all clocks, so that the leases of the dead end sooner.
   */
  constructor(child: string, work: Work, speed = 1) {
    this.#child = child;
    this.#work = work;
    this.#speed = speed;
  }

  /** A process that begins a little before the first request without an answer, and is killed after so many. */
  killedAfter(answers: number): Promise<void> {
    const from = Math.max(0, this.#firstOpen() - 5);
    return this.#run({ ...this.#work, from, to: 1_000_000, clock: this.#clock(0) }, answers);
  }

  /**
   * The last process repeats every request there was, and some more; whatever it delivers is taken. By its clock the
   * leases of the dead have ended. Answers with how many requests that makes.
   */
  async last(): Promise<number> {
    const total = Math.max(...this.acknowledged.keys()) + 10;
    await this.#run({ ...this.#work, failingShare: 0, from: 0, to: total, clock: this.#clock(600_000) }, Infinity);
    return total;
  }

  /** The ids of the events as they were delivered, whenever they were. */
  deliveries(): readonly string[] {
    return readFileSync(this.#work.deliveries, 'utf8').trim().split('\n');
  }

  /** What must not be: each request has one effect and one answer, and no event is lost or overtaken. */
  faults(requests: number, audit: Audit): readonly string[] {
    const answers = [...this.acknowledged.values()];
    const booked = answers.filter((answer) => answer.includes('"booking"')).length;
    const keys = new Set(audit.bookings.map(({ metadata }) => metadata?.['key']));
    const firsts = [...new Set(this.deliveries())];
    const first = (id: string): number => firsts.indexOf(id);
    const overtaken = firsts.filter((id) => id.endsWith(':2') && first(id.replace(/2$/, '1')) > first(id));
    return [
      ...this.#differing.map((n) => `request ${n} had two answers`),
      ...answers.filter((answer) => /store_unavailable|try_again/.test(answer)),
      ...(answers.length === requests ? [] : [`${answers.length} of ${requests} requests were answered`]),
      ...(keys.size === audit.bookings.length ? [] : ['a request has two bookings']),
      ...(booked === audit.bookings.length ? [] : [`${booked} bookings were told of, not ${audit.bookings.length}`]),
      ...(firsts.toSorted().join() === audit.eventIds.toSorted().join() ? [] : ['delivered is not what is stored']),
      ...overtaken.map((id) => `${id} was delivered before the event before it`),
      ...faultsIn(audit),
    ];
  }

  #clock(laterMs: number): Share['clock'] {
    return { since: this.#since, speed: this.#speed, laterMs };
  }

  #firstOpen(): number {
    let n = 0;
    while (this.acknowledged.has(n)) n += 1;
    return n;
  }

  /** Until it has done its share, or is killed. */
  async #run(share: Share, killAfter: number): Promise<void> {
    const args = [this.#child, JSON.stringify(share)];
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(running, 'exit');
    let heard = 0;
    for await (const line of createInterface({ input: running.stdout })) {
      const { n, told }: { n: number; told: unknown } = JSON.parse(line);
      const answer = JSON.stringify(told);
      if ((this.acknowledged.get(n) ?? answer) !== answer) this.#differing.push(n);
      this.acknowledged.set(n, answer);
      heard += 1;
      if (heard === killAfter) running.kill('SIGKILL');
    }
    const [code, signal] = await exited;
    const isAsPlanned = killAfter === Infinity ? code === 0 : signal === 'SIGKILL';
    if (!isAsPlanned) throw new Error(`the child ended with ${code ?? signal}`);
  }
}
