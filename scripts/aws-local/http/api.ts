import * as z from 'zod/mini';

// As the template has the HTTP API. What an `!If` in it stands for is read as the list of its parts.

const text = z.string();
const auth = z.object({ Authorizer: text });
const event = z.object({
  Type: z.literal('HttpApi'),
  Properties: z.object({ Method: z.optional(text), Path: z.optional(text), Auth: z.optional(auth) }),
});
const configuration = z.object({
  AllowMethods: z.array(text),
  AllowHeaders: z.array(text),
  ExposeHeaders: z.array(text),
  MaxAge: z.int(),
});
const api = z.object({
  Type: z.literal('AWS::Serverless::HttpApi'),
  Properties: z.object({
    Auth: z.object({ DefaultAuthorizer: text }),
    CorsConfiguration: z.tuple([z.literal('PagesMayCall'), configuration, z.literal('AWS::NoValue')]),
  }),
});

export interface Route {
  /** `POST /bookings`, …, `$default` */
  readonly routeKey: string;
  /** Nobody is asked for a token. */
  readonly isOpen: boolean;
}

export interface Cors {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAge: number;
}

export interface HttpApi {
  readonly routes: readonly Route[];
  /** Without origins none of it is configured. */
  readonly corsFor: (origins: readonly string[]) => Cors | undefined;
}

function toRoute({ Method, Path, Auth }: z.infer<typeof event>['Properties']): Route {
  const routeKey = Method === undefined || Path === undefined ? '$default' : `${Method.toUpperCase()} ${Path}`;
  return { routeKey, isOpen: Auth?.Authorizer === 'NONE' };
}

/** @throws where the template has no such API, or more than one. */
export function httpApiIn(resources: readonly unknown[], events: readonly unknown[]): HttpApi {
  const [found, ...others] = resources.flatMap((resource) => z.safeParse(api, resource).data ?? []);
  if (!found || others.length > 0) throw new Error('the template must have one HTTP API, with an authorizer');
  const [, { AllowMethods, AllowHeaders, ExposeHeaders, MaxAge }] = found.Properties.CorsConfiguration;
  return {
    routes: events.flatMap((one) => {
      const { data } = z.safeParse(event, one);
      return data ? [toRoute(data.Properties)] : [];
    }),
    corsFor: (origins) =>
      origins.length > 0
        ? { origins, methods: AllowMethods, headers: AllowHeaders, exposed: ExposeHeaders, maxAge: MaxAge }
        : undefined,
  };
}
