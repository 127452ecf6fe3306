import type { TransactWriteItemsInput } from '@aws-sdk/client-dynamodb';
import type { Within } from '../../history.js';
import type { Written, WrittenService } from '../watched-store.js';
import { dayIn, eventIn, kindOf, recordIn, serviceIn, stateIn, type StoredItem } from './stored-items.js';

/** The transactions that took place, in their order: those that wrote a booking, and those that wrote a policy. */
export class Taken {
  readonly written: Written[] = [];
  readonly services: WrittenService[] = [];
  /** Sent again after they had taken place, which DynamoDB knows by their token: they were told so, and did nothing. */
  repetitions = 0;
  readonly #tokens = new Set<string>();

  /** `body` is of a `TransactWriteItems` that succeeded. */
  add(body: string, within: Within): void {
    const { ClientRequestToken: token, TransactItems: writes = [] }: TransactWriteItemsInput = JSON.parse(body);
    if (token === undefined) throw new Error('a transaction without a token: whether it took place twice cannot be told');
    if (this.#tokens.has(token)) {
      this.repetitions += 1;
      return;
    }
    this.#tokens.add(token);
    const items = Map.groupBy(writes.flatMap(({ Put }): readonly StoredItem[] => (Put?.Item ? [Put.Item] : [])), kindOf);
    for (const item of items.get('service') ?? []) this.services.push({ service: serviceIn(item), within });
    const of = <T>(kind: ReturnType<typeof kindOf>, read: (item: StoredItem) => T): readonly T[] => (items.get(kind) ?? []).map(read);
    const [event] = of('event', eventIn);
    const [record] = of('record', recordIn);
    for (const state of of('booking', stateIn)) this.written.push({ state, event, days: of('day', dayIn), record, within });
  }
}
