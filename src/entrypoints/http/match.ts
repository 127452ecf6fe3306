import type { Route } from './route.js';

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly raw: Readonly<Record<string, string>> }
  | { readonly kind: 'route_not_found' }
  | { readonly kind: 'method_not_allowed'; readonly allow: readonly string[] };

type Segment = { readonly literal: string } | { readonly name: string };

interface Address {
  readonly segments: readonly Segment[];
  readonly byMethod: Map<string, Route>;
}

function segmentsOf(template: string): readonly Segment[] {
  return template.split('/').map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    return name === undefined ? { literal: segment } : { name };
  });
}

function addressesOf(routes: readonly Route[]): readonly Address[] {
  const addresses = new Map<string, Address>();
  for (const route of routes) {
    const address = addresses.get(route.path) ?? { segments: segmentsOf(route.path), byMethod: new Map() };
    address.byMethod.set(route.method, route);
    if (route.method === 'GET') address.byMethod.set('HEAD', route);
    addresses.set(route.path, address);
  }
  return [...addresses.values()];
}

/** The path's parameters, or `undefined` when it is another address. A parameter is never empty. */
function parametersOf({ segments }: Address, path: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== path.length) return undefined;
  const raw: Record<string, string> = {};
  for (let index = 0; index < path.length; index += 1) {
    const [segment, given] = [segments[index], path[index]];
    if (!segment || given === undefined) return undefined;
    if ('literal' in segment ? segment.literal !== given : given === '') return undefined;
    if ('name' in segment) raw[segment.name] = given;
  }
  return raw;
}

export function matcher(routes: readonly Route[]): (method: string, path: string) => Match {
  const addresses = addressesOf(routes);
  return (method, path) => {
    const given = path.split('/');
    for (const address of addresses) {
      const raw = parametersOf(address, given);
      if (!raw) continue;
      const route = address.byMethod.get(method);
      return route
        ? { kind: 'route', route, raw }
        : { kind: 'method_not_allowed', allow: [...address.byMethod.keys()].sort() };
    }
    return { kind: 'route_not_found' };
  };
}
