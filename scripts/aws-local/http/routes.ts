import type { Route } from './api.ts';

export interface RouteMatch extends Route {
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** What cannot be decoded stays as it came. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All that is below a path, if there is anything. */
const belowOf = ([, base = '', name = '']: RegExpExecArray, path: string): Record<string, string> | undefined =>
  path.startsWith(base) && path.length > base.length ? { [name]: decoded(path.slice(base.length)) } : undefined;

function parametersOf(template: string, path: string): Record<string, string> | undefined {
  const below = /^(.*\/)\{(\w+)\+\}$/.exec(template);
  if (below) return belowOf(below, path);
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, segment] of given.entries()) {
    const name = /^\{(\w+)\}$/.exec(wanted[at] ?? '')?.[1];
    if (name === undefined ? wanted[at] !== segment : segment === '') return undefined;
    if (name !== undefined) parameters[name] = decoded(segment);
  }
  return parameters;
}

const isGreedy = ({ routeKey }: Route): boolean => routeKey.endsWith('+}');

/** Finds the route as an HTTP API does: by method and path, then by a path above it, and `$default` for all the rest. */
export function routing(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
  const inOrder = [...routes.filter((route) => !isGreedy(route)), ...routes.filter(isGreedy)];
  const rest = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    for (const route of inOrder) {
      const [wanted = '', template = ''] = route.routeKey.split(' ');
      const pathParameters = wanted === method ? parametersOf(template, path) : undefined;
      if (pathParameters) return { ...route, pathParameters };
    }
    return rest && { ...rest, pathParameters: {} };
  };
}
