/**
 * @typedef {{ api: URL, live: URL | undefined }} Settings
 */

/** @param {string} name */
const contentOf = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute('content')?.trim() ?? '';

/**
 * Where things are, by the two `<meta>` tags of the page. `live` is an address, `off`, or empty for `live` of the API.
 *
 * @param {{ api: string, live: string }} given
 * @param {string} page
 * @returns {Settings}
 */
export function settingsFrom({ api: given, live }, page) {
  const api = new URL(given || './', page);
  if (!api.pathname.endsWith('/')) api.pathname += '/';
  if (live === 'off') return { api, live: undefined };
  const socket = new URL(live || 'live', live ? page : api);
  socket.protocol = socket.protocol.replace(/^http/, 'ws');
  return { api, live: socket };
}

export const readSettings = () =>
  settingsFrom({ api: contentOf('holdfast-api'), live: contentOf('holdfast-live') }, document.baseURI);
