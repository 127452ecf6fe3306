import * as z from 'zod/mini';
import type { Key } from './keys.js';
import { UnreadableItem } from './unreadable-item.js';

/** Raised when an older release could not read what a newer one writes. */
export const SCHEMA = 1;

/** What the document client makes of an item. Numbers come as this adapter's client is told to give them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** An item as DynamoDB sends it: text and numbers are all there is in ours. */
export type RawItem = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

export const keyIn = (attributes: Attributes): Key => ({ pk: String(attributes['pk']), sk: String(attributes['sk']) });

/** For what the document client leaves as it came: what a failed condition hands back, and a stream's images. */
export const fromRaw = (item: RawItem): Attributes =>
  Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? (N === undefined ? undefined : Number(N))]));

/** The attributes of one item, each asked for by the type that it must have. */
export class Item {
  readonly #attributes: Attributes;
  readonly key: Key;

  /** @throws UnreadableItem for one that says it was written by a newer release, or by nobody that we know. */
  constructor(attributes: Attributes) {
    this.#attributes = attributes;
    this.key = keyIn(attributes);
    const schema = attributes['schema'];
    if (schema === SCHEMA) return;
    const isNewer = typeof schema === 'number' && schema > SCHEMA;
    throw this.unreadable(
      isNewer ? `has schema ${schema}, newer than ${SCHEMA}, the newest this release knows` : 'was not written by Holdfast',
    );
  }

  text(name: string): string {
    const value = this.#attributes[name];
    if (typeof value === 'string') return value;
    throw this.unreadable(`holds no text in ${name}`);
  }

  whole(name: string): number {
    const value = this.#attributes[name];
    if (Number.isSafeInteger(value)) return Number(value);
    throw this.unreadable(`holds no whole number in ${name}`);
  }

  /** What is stored as JSON, as it was stored: the order of its keys is that of a first answer, to be repeated. */
  json<S extends z.ZodMiniType>(name: string, shape: S): z.infer<S> {
    const stored = this.text(name);
    let value: z.infer<S>;
    try {
      value = JSON.parse(stored);
    } catch {
      throw this.unreadable(`holds no JSON in ${name}`);
    }
    const checked = z.safeParse(shape, value);
    if (checked.success) return value;
    throw this.unreadable(`holds in ${name} what it should not${at(checked.error.issues[0]?.path)}`);
  }

  /** @throws UnreadableItem when the content says that it belongs under another key. */
  mustLieAt({ pk, sk }: Key): void {
    if (pk !== this.key.pk || sk !== this.key.sk) throw this.unreadable('holds what belongs to another key');
  }

  unreadable(why: string): UnreadableItem {
    return new UnreadableItem(this.key, why);
  }
}

/** The keys of metadata are the caller's words. */
function at(path: readonly PropertyKey[] = []): string {
  const end = path.indexOf('metadata') + 1;
  const named = end > 0 ? path.slice(0, end) : path;
  return named.length > 0 ? `, at ${named.join('.')}` : '';
}
