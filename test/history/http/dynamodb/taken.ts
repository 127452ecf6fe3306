import type { TransactWriteItemsInput } from '@aws-sdk/client-dynamodb';
import type { Within } from '../../history.js';
import type { Written, WrittenService } from '../watched-store.js';
import { dayIn, eventIn, kindOf, recordIn, serviceIn, stateIn, type StoredItem } from './stored-items.js';

/** The transactions that took place, in their order: those that wrote a booking, and those that wrote a policy. */
export class Taken {
  readonly written: Written[] = [];
  readonly services: WrittenService[] = [];
  /** Sent again after they had taken place, which DynamoDB knows by their token: they did nothing. */
  repetitions = 0;
  readonly #tokens = new Set<string>();

  /**
   * `body` is of a `TransactWriteItems` that succeeded.
   * @throws Error for one that has no token, or that writes what nobody here knows.
   */
  add(body: string, within: Within): void {
    const { ClientRequestToken: token, TransactItems = [] }: TransactWriteItemsInput = JSON.parse(body);
    if (token === undefined) throw new Error('a transaction without a token: it may have come before');
    if (this.#tokens.has(token)) {
      this.repetitions += 1;
      return;
    }
    this.#tokens.add(token);
    const put = TransactItems.flatMap(({ Put }): readonly StoredItem[] => (Put?.Item ? [Put.Item] : []));
    const items = Map.groupBy(put, kindOf);
    const [event] = (items.get('event') ?? []).map(eventIn);
    const [record] = (items.get('record') ?? []).map(recordIn);
    const days = (items.get('day') ?? []).map(dayIn);
    for (const state of (items.get('booking') ?? []).map(stateIn)) {
      this.written.push({ state, event, days, record, within });
    }
    for (const service of (items.get('service') ?? []).map(serviceIn)) this.services.push({ service, within });
  }
}
