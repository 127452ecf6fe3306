import type { WireAnswer } from '../entrypoints/http/wire.js';

/** What one transport draws by itself, and so no other one can answer with: ids, and what is computed of them. */
const DRAWN = {
  /** Of Express in a scenario; of a function. */
  id: [/\bid-\d+\b/g, /\b[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\b/g],
  cursor: [/(?<=(?:"nextCursor":"|[?&]cursor=))[\w-]+/g, /(?<=(?:"nextCursor":"|[?&]cursor=))[\w-]+/g],
  token: [/(?<=(?:"token":"|\/calendars\/))[\w-]{43}/g, /(?<=(?:"token":"|\/calendars\/))[\w-]{43}/g],
  tag: [/(?<=W\/")[\w-]+/g, /(?<=W\/")[\w-]+/g],
} as const;

const LISTED = ['content-type', 'etag', 'location', 'link', 'retry-after', 'idempotency-replayed', 'cache-control', 'allow'];

/** Ids are not of one length. */
const lengthIn = ({ headers, text }: WireAnswer): string => {
  const length = headers['content-length'];
  if (length === undefined) return 'none';
  return Number(length) === Buffer.byteLength(text) ? 'that of the body' : 'that of a body which is not sent';
};

/** Status, the listed headers and the body, as text. */
const toldBy = (answer: WireAnswer): string => {
  const named = LISTED.map((name) => `${name}: ${answer.headers[name] ?? 'none'}`);
  return [String(answer.status), ...named, `content-length: ${lengthIn(answer)}`, answer.text].join('\n');
};

/** What two transports call the same things, learned answer by answer. */
export class PairedNames {
  readonly #pairs = new Map<string, string>();

  /** What the first one was sent, as the second one must be sent it. */
  translated(text: string): string {
    const names = [...this.#pairs.keys()].sort((a, b) => b.length - a.length);
    return names.reduce((translated, name) => translated.replaceAll(name, this.#pairs.get(name) ?? name), text);
  }

  /** Both answers as text, in which what each drew by itself stands under the name of the first one. */
  compared(first: WireAnswer, second: WireAnswer): readonly [first: string, second: string] {
    const one = toldBy(first);
    let two = toldBy(second);
    for (const [firsts, seconds] of Object.values(DRAWN)) {
      const [theirs, ours] = [one.match(firsts) ?? [], two.match(seconds) ?? []];
      for (const [n, name] of theirs.entries()) {
        const other = ours[n];
        if (other !== undefined && !this.#pairs.has(name)) this.#pairs.set(name, other);
      }
      const back = new Map([...this.#pairs].map(([name, other]) => [other, name]));
      two = two.replaceAll(seconds, (other) => back.get(other) ?? other);
    }
    return [one, two];
  }
}
