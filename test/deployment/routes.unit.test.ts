import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/entrypoints/http/routes.js';
import { template, type Trigger, triggersOf } from './template.js';

const triggers = Object.values(triggersOf('HttpFunction'));
const routed = triggers.filter(({ Properties }) => Properties['Path'] !== undefined);

const byName = (a: string, b: string): number => a.localeCompare(b);
const OPEN = { Authorizer: 'NONE' };
const spelled = ({ Properties: { Method, Path, Auth } }: Trigger): string =>
  JSON.stringify([Method, Path, Auth ?? 'tokens']);
const route = (Method: string, Path: string, isOpen: boolean): string =>
  spelled({ Type: 'HttpApi', Properties: { Method, Path, ...(isOpen && { Auth: OPEN }) } });

/** As an HTTP API knows it, whose parameters are whole segments. */
const onApiGateway = (path: string): string => path.replaceAll(/\}\.\w+/g, '}');
const SERVED = ROUTES.map(({ method, path, open }) => route(method, onApiGateway(path), open));

describe('the HTTP API', () => {
  it('has every route of the library, and asks for a token where the library asks who calls', () => {
    expect(routed.map(spelled)).toEqual(expect.arrayContaining(SERVED));
  });

  it('asks for no token for HEAD of what anybody may GET, nor of a browser that asks for leave, which has none yet', () => {
    const heads = ROUTES.filter(({ open }) => open).map(({ path }) => route('HEAD', onApiGateway(path), true));
    expect(heads).toHaveLength(4);
    const others = routed.map(spelled).filter((one) => !SERVED.includes(one));
    expect(others.toSorted(byName)).toEqual([...heads, route('OPTIONS', '/{proxy+}', true)].toSorted(byName));
  });

  it('hands everything else to the function too, behind a token', () => {
    const others = triggers.filter((trigger) => !routed.includes(trigger));
    expect(others).toEqual([{ Type: 'HttpApi', Properties: { ApiId: { Ref: 'HttpApi' } } }]);
  });
});

describe('pages of other origins', () => {
  const { 'Fn::If': [condition, configuration, otherwise] = [] } = Object(template.Resources['HttpApi']?.Properties['CorsConfiguration']);

  it('may send and read what the API needs', () => {
    expect(configuration).toMatchObject({
      AllowOrigins: { Ref: 'CorsOrigins' },
      AllowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
      AllowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
      ExposeHeaders: ['ETag', 'Location', 'Link', 'Retry-After', 'Idempotency-Replayed'],
    });
  });

  it('may do nothing where none are named, which is so unless some are', () => {
    expect(template.Parameters['CorsOrigins']).toMatchObject({ Type: 'CommaDelimitedList', Default: '' });
    expect(template.Conditions['PagesMayCall']).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'CorsOrigins' }] }, ''] }] });
    expect([condition, otherwise]).toEqual(['PagesMayCall', { Ref: 'AWS::NoValue' }]);
  });

  it('are the same for the function, which answers when they ask for leave', () => {
    const { Variables } = Object(template.Resources['HttpFunction']?.Properties['Environment']);
    expect(Variables).toMatchObject({ HOLDFAST_CORS_ORIGINS: { 'Fn::Join': [',', { Ref: 'CorsOrigins' }] } });
  });
});
