/** @import { Answer, Problem } from '../types.ts' */

const PATIENCE_MS = 20_000;

/**
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
async function problemIn(response) {
  const { status } = response;
  const seconds = Number(response.headers.get('Retry-After'));
  const wait = (status === 429 || status === 503) && seconds > 0 ? { retryAfterSeconds: seconds } : {};
  try {
    const said = await response.json();
    if (typeof said?.code === 'string') return { ...said, status, ...wait };
  } catch {
    // Something between us and the service answered in words of its own.
  }
  return { code: status === 401 ? 'unauthenticated' : status === 429 ? 'too_many_requests' : 'other', status, ...wait };
}

/**
 * Every request goes through here, and every answer is a value: nothing throws for a refusal or for silence.
 *
 * @param {{ base: URL, token: () => string | undefined, onUnauthenticated: () => void, request?: typeof fetch, origin?: string }} parts
 */
export function createApi({ base, token, onUnauthenticated, request = fetch, origin = globalThis.location?.origin ?? base.origin }) {
  /**
   * A gateway of another origin may turn somebody away in an answer that a page must not read, which then looks like
   * none. If what is open to everybody answers and the same request does not, that is what it was.
   *
   * @param {URL} url
   * @param {RequestInit} init
   */
  async function isTurnedAway(url, init) {
    if (base.origin === origin || init.method !== 'GET' || init.signal?.aborted) return false;
    const answers = (/** @type {URL} */ asked, /** @type {RequestInit} */ how) =>
      request(asked, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) }).then(() => true, () => false);
    return (await answers(new URL('livez', base), { method: 'GET' })) && !(await answers(url, init));
  }

  /**
   * @template T
   * @param {string} path
   * @param {RequestInit} init
   * @param {Record<string, string>} headers
   * @returns {Promise<Answer<T>>}
   */
  async function ask(path, init, headers) {
    const [held, patience] = [token(), AbortSignal.timeout(PATIENCE_MS)];
    if (held !== undefined) headers['Authorization'] = `Bearer ${held}`;
    const url = new URL(path, base);
    /** @type {RequestInit} */
    const asked = { ...init, headers, credentials: 'same-origin' };
    try {
      const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
      const response = await request(url, { ...asked, signal });
      // What somebody else was to see is nobody's now; who asked may ask again.
      if (token() !== held) return { kind: 'silent' };
      if (response.status === 304) return { kind: 'same' };
      if (response.ok) return { kind: 'ok', body: await response.json(), etag: response.headers.get('ETag') };
      if (response.status === 401) onUnauthenticated();
      return { kind: 'refused', problem: await problemIn(response) };
    } catch {
      if (!(await isTurnedAway(url, asked))) return { kind: 'silent' };
      if (token() === held) onUnauthenticated();
      return { kind: 'refused', problem: { code: 'unauthenticated', status: 401 } };
    }
  }

  return {
    /**
     * @template T
     * @param {string} path
     * @param {{ etag?: string | undefined, signal?: AbortSignal }} [how]
     * @returns {Promise<Answer<T>>}
     */
    read: (path, { etag, signal } = {}) =>
      ask(path, { method: 'GET', ...(signal && { signal }) }, etag === undefined ? {} : { 'If-None-Match': etag }),
    /**
     * @template T
     * @param {'POST' | 'PATCH'} method
     * @param {string} path
     * @param {{ body?: unknown, key?: string | undefined, version?: number | undefined }} [what]
     * @returns {Promise<Answer<T>>}
     */
    send(method, path, { body, key, version } = {}) {
      /** @type {Record<string, string>} */
      const headers = {};
      if (body !== undefined) headers['Content-Type'] = 'application/json';
      if (key !== undefined) headers['Idempotency-Key'] = key;
      if (version !== undefined) headers['If-Match'] = `"${version}"`;
      return ask(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }, headers);
    },
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */

/**
 * Nobody knows whether it was done: the same request with the same key finds out.
 *
 * @param {Answer<unknown>} answer
 */
export const isUnknown = (answer) =>
  answer.kind === 'silent' || (answer.kind === 'refused' && answer.problem.status >= 500 && answer.problem.code !== 'aborted');

/** What the service refuses with these has not been done: it looks for the key first, or would refuse it at every try. */
const DECIDED = [400, 409, 412, 413, 415, 422];

/**
 * It holds for every try with the same key, and not for this one alone. What something between us and the service
 * answers in words of its own never does.
 *
 * @param {Answer<unknown>} answer
 */
export const isDecided = (answer) =>
  answer.kind === 'ok' || (answer.kind === 'refused' && answer.problem.code !== 'other' && DECIDED.includes(answer.problem.status));
