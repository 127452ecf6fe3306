export interface BoardSettings {
  /** Where the API is, absolute or from the page: `https://api.example.com/`, `../api/`. Default: beside the page. */
  readonly api?: string | undefined;
  /** The WebSocket for live updates, likewise; default: `live` of the API. `off`: there is none. */
  readonly live?: string | undefined;
}

/** Stands for wherever the page will be. */
const PAGE = 'http://page.invalid/';

/** Where the page will ask, beside its own origin. */
export function originsOf({ api = '', live = '' }: BoardSettings): readonly string[] {
  const asked = absolute('api', api, ['http:', 'https:']);
  const followed = live === 'off' ? undefined : absolute('live', live || api, ['http:', 'https:', 'ws:', 'wss:']);
  return [asked?.origin, followed && `${followed.protocol.replace(/^http/, 'ws')}//${followed.host}`].filter(
    (origin) => origin !== undefined,
  );
}

function absolute(name: string, address: string, protocols: readonly string[]): URL | undefined {
  const url = URL.parse(address, PAGE);
  if (!url || /\s/.test(address) || !protocols.includes(url.protocol) || url.username !== '' || url.search !== '') {
    throw new TypeError(`${name} must be an address of ${protocols.join(', ')} without query, not ${address}`);
  }
  return url.href.startsWith(PAGE) ? undefined : url;
}
