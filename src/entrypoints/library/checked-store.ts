import type { Store } from '../../ports/index.js';

const REPOSITORY = ['load', 'commit', 'get', 'history', 'list', 'listLapsedHolds'] as const;
const CATALOG = ['get', 'put', 'list'] as const;

/** @throws TypeError when it is no store: better at the start than at the first booking. */
export function checkedStore(store: Store): Store {
  const lacks = [
    ...REPOSITORY.filter((name) => typeof store.repository?.[name] !== 'function').map((name) => `repository.${name}`),
    ...CATALOG.filter((name) => typeof store.catalog?.[name] !== 'function').map((name) => `catalog.${name}`),
    ...(typeof store.ping === 'function' ? [] : ['ping']),
  ];
  if (lacks.length > 0) throw new TypeError(`store lacks ${lacks.join(', ')}`);
  return store;
}
