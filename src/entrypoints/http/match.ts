import type { Route } from './route.js';

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly raw: Readonly<Record<string, string>> }
  | { readonly kind: 'route_not_found' }
  | { readonly kind: 'method_not_allowed'; readonly allow: readonly string[] };

/** A parameter is a whole segment, or all of it before a literal ending: `{bookingId}.ics` */
type Segment = { readonly literal: string } | { readonly name: string; readonly ending: string };

interface Address {
  readonly segments: readonly Segment[];
  readonly byMethod: Map<string, Route>;
}

function segmentsOf(template: string): readonly Segment[] {
  return template.split('/').map((segment) => {
    const [, name, ending = ''] = /^\{(\w+)\}(\.\w+)?$/.exec(segment) ?? [];
    return name === undefined ? { literal: segment } : { name, ending };
  });
}

const endings = ({ segments }: Address): number =>
  segments.filter((segment) => 'ending' in segment && segment.ending !== '').length;

function addressesOf(routes: readonly Route[]): readonly Address[] {
  const addresses = new Map<string, Address>();
  for (const route of routes) {
    const address = addresses.get(route.path) ?? { segments: segmentsOf(route.path), byMethod: new Map() };
    address.byMethod.set(route.method, route);
    if (route.method === 'GET') address.byMethod.set('HEAD', route);
    addresses.set(route.path, address);
  }
  // What ends as it is asked to comes before what may end in anything.
  return [...addresses.values()].sort((a, b) => endings(b) - endings(a));
}

/** The path's parameters, or `undefined` when it is another address. A parameter is never empty. */
function parametersOf({ segments }: Address, path: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== path.length) return undefined;
  const raw: Record<string, string> = {};
  for (let index = 0; index < path.length; index += 1) {
    const [segment, given] = [segments[index], path[index]];
    if (!segment || given === undefined) return undefined;
    if ('literal' in segment) {
      if (segment.literal !== given) return undefined;
      continue;
    }
    const { name, ending } = segment;
    if (given.length <= ending.length || !given.endsWith(ending)) return undefined;
    raw[name] = given.slice(0, given.length - ending.length);
  }
  return raw;
}

export function matcher(routes: readonly Route[]): (method: string, path: string) => Match {
  const addresses = addressesOf(routes);
  return (method, path) => {
    const given = path.split('/');
    const allow = new Set<string>();
    for (const address of addresses) {
      const raw = parametersOf(address, given);
      if (!raw) continue;
      const route = address.byMethod.get(method);
      if (route) return { kind: 'route', route, raw };
      for (const other of address.byMethod.keys()) allow.add(other);
    }
    return allow.size > 0 ? { kind: 'method_not_allowed', allow: [...allow].sort() } : { kind: 'route_not_found' };
  };
}
