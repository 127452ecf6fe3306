import type { Description } from '../../entrypoints/http/description.js';
import type { FuzzRequest } from './request.js';

/** 429 is never provoked here, and 5xx must not be. */
const DEMANDED = ['304', '400', '401', '403', '404', '409', '412', '413', '415', '422'];
const NOT_REACHED_HERE = /^(429|5\d\d)$/;

/** What was reached: how often each operation was answered with each status. */
export class Tally {
  readonly #description: Description;
  readonly #counts = new Map<string, Map<string, number>>();
  requests = 0;
  replays = 0;

  constructor(description: Description) {
    this.#description = description;
  }

  count({ method, path }: FuzzRequest, { status, headers }: { readonly status: number; readonly headers: object }): void {
    const arrival = this.#description.arrivalOf(method, path.split('#', 1)[0] ?? '');
    const name = arrival.at === 'operation' ? arrival.operation.operationId : arrival.at;
    const statuses = this.#counts.get(name) ?? new Map<string, number>();
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    this.#counts.set(name, statuses);
    this.requests += 1;
    if ('idempotency-replayed' in headers) this.replays += 1;
  }

  #of(name: string): ReadonlyMap<string, number> {
    return this.#counts.get(name) ?? new Map();
  }

  #operations() {
    return Object.values(this.#description.document.paths).flatMap((item) => Object.values(item));
  }

  /** How many answers had a status that begins so. */
  total(prefix: string): number {
    return [...this.#counts.values()]
      .flatMap((statuses) => [...statuses])
      .reduce((sum, [status, count]) => sum + (status.startsWith(prefix) ? count : 0), 0);
  }

  /** A row for each operation, a column for each status. */
  table(): Record<string, Record<string, number>> {
    const rows = [...this.#operations().map(({ operationId }) => operationId), 'route_not_found', 'method_not_allowed'];
    return Object.fromEntries(rows.map((name) => [name, Object.fromEntries([...this.#of(name)].toSorted())]));
  }

  /** Documented pairs of operation and status, and how many of them came. */
  covered(): { readonly covered: number; readonly documented: number; readonly missing: readonly string[] } {
    const documented = this.#operations().flatMap(({ operationId, responses }) =>
      Object.keys(responses)
        .filter((status) => !NOT_REACHED_HERE.test(status))
        .map((status) => ({ name: `${operationId} ${status}`, reached: this.#of(operationId).has(status) })),
    );
    const missing = documented.filter(({ reached }) => !reached).map(({ name }) => name);
    return { covered: documented.length - missing.length, documented: documented.length, missing };
  }

  /** What was never reached was never tested. */
  gaps(): string[] {
    const operations = this.#operations().flatMap(({ operationId, responses, security }) => {
      const came = [...this.#of(operationId).keys()];
      const succeeded = came.some((status) => status.startsWith('2') && status in responses);
      const refused = came.some((status) => status.startsWith('4') && status in responses) || security !== undefined;
      return [
        ...(succeeded ? [] : [`${operationId} never succeeded`]),
        ...(refused ? [] : [`${operationId} was never refused`]),
      ];
    });
    const statuses = DEMANDED.filter((status) => this.total(status) === 0).map((status) => `${status} never came`);
    return [...operations, ...statuses, ...(this.replays > 0 ? [] : ['nothing was ever replayed'])];
  }
}
