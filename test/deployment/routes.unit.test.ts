import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/entrypoints/http/routes.js';
import { template } from './template.js';

interface Event {
  readonly Type: string;
  readonly Properties: {
    readonly Method?: string;
    readonly Path?: string;
    readonly Auth?: { readonly Authorizer: string };
  };
}
const events = Object.values(template.Resources['HttpFunction']?.Properties['Events'] ?? {}) as unknown as readonly Event[];
const routed = events.filter(({ Properties }) => Properties.Path !== undefined);

const byName = (a: string, b: string): number => a.localeCompare(b);
const authorizerOf = ({ Properties }: Event): string => Properties.Auth?.Authorizer ?? 'tokens';

describe('the HTTP API', () => {
  it('has every route of the library, and asks for a token where the library asks who calls', () => {
    const deployed = routed.map((event) => `${event.Properties.Method} ${event.Properties.Path} ${authorizerOf(event)}`);
    const served = ROUTES.map(({ method, path, open }) => `${method} ${path} ${open ? 'NONE' : 'tokens'}`);
    expect(deployed.toSorted(byName)).toEqual(served.toSorted(byName));
  });

  it('hands everything else to the function too, behind a token', () => {
    const others = events.filter((event) => !routed.includes(event));
    expect(others).toEqual([{ Type: 'HttpApi', Properties: { ApiId: { Ref: 'HttpApi' } } }]);
  });

  it('lets pages of other origins send and read what the API needs', () => {
    expect(template.Resources['HttpApi']?.Properties['CorsConfiguration']).toMatchObject({
      AllowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT'],
      AllowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
      ExposeHeaders: ['ETag', 'Location', 'Link', 'Retry-After', 'Idempotency-Replayed'],
    });
  });
});
