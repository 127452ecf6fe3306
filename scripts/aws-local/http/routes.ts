export interface RouteMatch {
  readonly routeKey: string;
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

function parametersOf(template: string, path: string): Record<string, string> | undefined {
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

/** Finds the route as an HTTP API does, by method and path; what is no route of its own has the key `$default`. */
export const routing =
  (routeKeys: readonly string[]) =>
  (method: string, path: string): RouteMatch => {
    for (const routeKey of routeKeys) {
      const [wanted = '', template = ''] = routeKey.split(' ');
      const pathParameters = wanted === method ? parametersOf(template, path) : undefined;
      if (pathParameters) return { routeKey, pathParameters };
    }
    return { routeKey: '$default', pathParameters: {} };
  };
