/** @import { Answer, Booking } from '../types.ts' */
/** @import { Api } from './api-client.js' */

const PAGE = '100';

/**
 * What is read: bookings that start in this span and end after an instant, of one service or of all.
 *
 * @typedef {{ from?: number, to: number, endsAfter?: number, serviceId?: string | undefined }} Range
 * @typedef {{ items: readonly Booking[], nextCursor?: string }} Page
 */

/**
 * @param {Range} range
 * @param {string | undefined} cursor
 */
function pathOf({ serviceId, ...instants }, cursor) {
  const query = new URLSearchParams({ limit: PAGE });
  for (const [name, at] of Object.entries(instants)) query.set(name, new Date(at).toISOString());
  if (serviceId !== undefined) query.set('serviceId', serviceId);
  if (cursor !== undefined) query.set('cursor', cursor);
  return `bookings?${query}`;
}

/**
 * Reads lists to their end. Pages are remembered with their tags, so that one that has not changed is not sent again.
 *
 * @param {Api} api
 */
export function createListReader(api) {
  /** @type {Map<string, { etag: string, page: Page }>} */
  let remembered = new Map();

  /**
   * @param {string} path
   * @param {AbortSignal} signal
   * @returns {Promise<Answer<Page>>}
   */
  async function readPage(path, signal) {
    const known = remembered.get(path);
    /** @type {Answer<Page>} */
    const answer = await api.read(path, { etag: known?.etag, signal });
    if (answer.kind === 'same' && known) return { kind: 'ok', body: known.page, etag: known.etag };
    return answer;
  }

  return {
    /**
     * @param {Range} range
     * @param {AbortSignal} signal
     * @param {(items: readonly Booking[]) => void} onPage
     * @returns {Promise<Exclude<Answer<null>, { kind: 'same' }>>} `ok` when nothing is left out.
     */
    async readAll(range, signal, onPage) {
      /** @type {typeof remembered} */
      const read = new Map();
      /** @type {string | undefined} */
      let cursor;
      do {
        const path = pathOf(range, cursor);
        // Each page tells where the next one begins.
        const answer = await readPage(path, signal);
        if (answer.kind === 'refused' || answer.kind === 'silent') return answer;
        if (answer.kind !== 'ok' || signal.aborted) return { kind: 'silent' };
        if (answer.etag !== null) read.set(path, { etag: answer.etag, page: answer.body });
        onPage(answer.body.items);
        cursor = answer.body.nextCursor;
      } while (cursor !== undefined);
      remembered = read;
      return { kind: 'ok', body: null, etag: null };
    },
    forget() {
      remembered = new Map();
    },
  };
}
