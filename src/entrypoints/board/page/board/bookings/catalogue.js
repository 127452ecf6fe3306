/** @import { Answer, Service } from '../types.ts' */
/** @import { Api } from '../api/api-client.js' */

/**
 * The services that are known to the service itself.
 *
 * @param {Api} api
 * @param {() => void} onChange
 */
export function createCatalogue(api, onChange) {
  /** @type {readonly Service[]} */
  let services = [];
  /** @type {string | undefined} */
  let etag;
  return {
    services: () => services,
    async read() {
      /** @type {Answer<{ items: readonly Service[] }>} */
      const answer = await api.read('services', { etag });
      if (answer.kind !== 'ok') return;
      services = answer.body.items;
      etag = answer.etag ?? undefined;
      onChange();
    },
    forget() {
      [services, etag] = [[], undefined];
    },
  };
}
