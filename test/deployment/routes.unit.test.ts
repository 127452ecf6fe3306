import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/entrypoints/http/routes.js';
import { template, type Trigger, triggersOf } from './template.js';

const triggers = Object.values(triggersOf('HttpFunction'));
const routed = triggers.filter(({ Properties }) => Properties['Path'] !== undefined);

const byName = (a: string, b: string): number => a.localeCompare(b);
const spelled = ({ Properties: { Method, Path, Auth } }: Trigger): string =>
  JSON.stringify([Method, Path, Auth ?? 'tokens']);

describe('the HTTP API', () => {
  it('has every route of the library, and asks for a token where the library asks who calls', () => {
    const served = ROUTES.map(({ method, path, open }) =>
      spelled({ Type: 'HttpApi', Properties: { Method: method, Path: path, ...(open && { Auth: { Authorizer: 'NONE' } }) } }),
    );
    expect(routed.map(spelled).toSorted(byName)).toEqual(served.toSorted(byName));
  });

  it('hands everything else to the function too, behind a token', () => {
    const others = triggers.filter((trigger) => !routed.includes(trigger));
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
