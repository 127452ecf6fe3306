import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuthorizerEvent, createAuthorizer } from 'holdfast/lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inMemoryTickets } from '../../../src/adapters/in-memory/index.js';
import { errAsync } from '../../../src/domain/result.js';
import { ticketOffice } from '../../../src/entrypoints/live/ticket-office.js';
import { staff } from '../../../src/entrypoints/testing/index.js';
import { actorIn } from '../../../src/entrypoints/lambda/actor-context.js';
import { ISSUED, tokenOf } from '../tokens.js';

const ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live/$connect';

const asking = (headers: AuthorizerEvent['headers'], more: Partial<AuthorizerEvent> = {}): AuthorizerEvent => ({
  type: 'REQUEST',
  methodArn: ARN,
  headers,
  ...more,
});
const authorize = createAuthorizer(ISSUED);

describe('a good token', () => {
  it('allows what was asked for, and nothing else, and says who connects', async () => {
    const result = await authorize(asking({ Authorization: `Bearer ${await tokenOf('sam', { roles: ['staff'] })}` }));
    expect(result).toEqual({
      principalId: 'sam',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: ARN }],
      },
      context: { subject: 'sam', roles: 'staff' },
    });
    expect(actorIn(result.context)).toEqual({ subject: 'sam', roles: ['staff'] });
  });

  it.each(['Authorization', 'authorization', 'AUTHORIZATION'])('is found in %s', async (name) => {
    const { context } = await authorize(asking({ Host: 'x', [name]: `Bearer ${await tokenOf('ada')}` }));
    expect(context).toEqual({ subject: 'ada', roles: 'user' });
  });

  it('is found where all values of a header are said as well', async () => {
    const authorization = `Bearer ${await tokenOf('ada')}`;
    const multiValueHeaders = { Host: ['x'], Authorization: [authorization] };
    const { principalId } = await authorize(asking({ Host: 'x', Authorization: authorization }, { multiValueHeaders }));
    expect(principalId).toBe('ada');
  });

  it.each([[['system']], ['[staff]'], ['[staff user]']])('with the roles %j gives none but a user’s', async (roles) => {
    const token = await tokenOf('ada', { roles });
    expect((await authorize(asking({ Authorization: `Bearer ${token}` }))).context.roles).toBe('user');
  });
});

describe('a ticket among the subprotocols', () => {
  const offering = (...offered: readonly string[]): AuthorizerEvent => asking({ 'Sec-WebSocket-Protocol': offered.join(', ') });
  const ground = async () => {
    const tickets = inMemoryTickets();
    const issued = await ticketOffice(tickets).issue(staff('sam'));
    return { tickets, ticket: issued._unsafeUnwrap().ticket };
  };

  it('says who connects, once', async () => {
    const { tickets, ticket } = await ground();
    const redeem = createAuthorizer({ ...ISSUED, tickets });
    const { context, principalId } = await redeem(offering('holdfast.v1', `ticket.${ticket}`));
    expect([principalId, actorIn(context)]).toEqual(['sam', staff('sam')]);
    await expect(redeem(offering('holdfast.v1', `ticket.${ticket}`))).rejects.toThrow(/^Unauthorized$/);
  });

  it('counts alone, also beside a good token', async () => {
    const { tickets, ticket } = await ground();
    const redeem = createAuthorizer({ ...ISSUED, tickets });
    const Authorization = `Bearer ${await tokenOf('ada')}`;
    const both = (offered: string): AuthorizerEvent => asking({ Authorization, 'sec-websocket-protocol': offered });
    await expect(redeem(both('holdfast.v1, ticket.forged'))).rejects.toThrow(/^Unauthorized$/);
    expect((await redeem(both(`ticket.${ticket}`))).principalId).toBe('sam');
  });

  it('is none beside another one', async () => {
    const { tickets, ticket } = await ground();
    const redeem = createAuthorizer({ ...ISSUED, tickets });
    await expect(redeem(offering(`ticket.${ticket}`, 'ticket.other'))).rejects.toThrow(/^Unauthorized$/);
  });

  it('is none where no tickets are taken', async () => {
    const { ticket } = await ground();
    await expect(authorize(offering('holdfast.v1', `ticket.${ticket}`))).rejects.toThrow(/^Unauthorized$/);
  });

  it('that cannot be looked up is no verdict on it', async () => {
    const down = errAsync({ kind: 'store_unavailable' as const });
    const redeem = createAuthorizer({ ...ISSUED, tickets: { put: () => down, take: () => down } });
    await expect(redeem(offering('ticket.any'))).rejects.toThrow('tickets cannot be redeemed');
  });
});

describe('is Unauthorized, in the word that API Gateway answers with 401:', () => {
  const good = tokenOf('ada');
  it.each<[string, () => Promise<AuthorizerEvent['headers']>]>([
    ['no header', async () => ({})],
    ['no headers', async () => undefined],
    ['a bad token', async () => ({ Authorization: `Bearer ${await tokenOf('ada', {}, 'x'.repeat(40))}` })],
    ['a token without Bearer', async () => ({ Authorization: await good })],
    ['a subject that is none', async () => ({ Authorization: `Bearer ${await tokenOf('ada lovelace')}` })],
    ['a token elsewhere', async () => ({ 'X-Authorization': `Bearer ${await good}`, Cookie: `token=${await good}` })],
    ['two headers', async () => ({ Authorization: `Bearer ${await good}`, authorization: `Bearer ${await good}` })],
  ])('%s', async (_, headers) => {
    const event = asking(await headers());
    await expect(authorize(event)).rejects.toThrow(new Error('Unauthorized'));
  });

  it('two headers of one spelling, of which an event holds the last by itself', async () => {
    const [ada, bob] = [`Bearer ${await tokenOf('ada')}`, `Bearer ${await tokenOf('bob')}`];
    const event = asking({ Authorization: bob }, { multiValueHeaders: { Authorization: [ada, bob] } });
    await expect(authorize(event)).rejects.toThrow(new Error('Unauthorized'));
  });

  it('null where there are no headers', async () => {
    const event = { ...asking({}), headers: null, multiValueHeaders: null } as unknown as AuthorizerEvent;
    await expect(authorize(event)).rejects.toThrow(new Error('Unauthorized'));
  });
});

describe('is another error, which API Gateway answers with 500:', () => {
  it('keys that cannot be fetched', async () => {
    const broken = createServer((_request, response) => response.writeHead(500).end()).listen(0, '127.0.0.1');
    onTestFinished(() => void broken.close());
    await once(broken, 'listening');
    const jwksUrl = `http://127.0.0.1:${(broken.address() as AddressInfo).port}/keys`;
    const byKeys = createAuthorizer({ ...ISSUED, secret: undefined, jwksUrl });
    const token = (await tokenOf('ada')).replace(/^[^.]+/, Buffer.from('{"alg":"RS256","kid":"k"}').toString('base64url'));
    await expect(byKeys(asking({ Authorization: `Bearer ${token}` }))).rejects.toThrow(/200 OK/);
  });

  it.each<unknown>([
    { type: 'TOKEN', methodArn: ARN, authorizationToken: 'Bearer x' },
    { type: 'REQUEST', version: '2.0', routeArn: ARN, identitySource: ['Bearer x'] },
    {},
    undefined,
  ])('an event that is none of a REQUEST authorizer: %j', async (event) => {
    await expect(authorize(event as AuthorizerEvent)).rejects.toThrow(TypeError);
  });
});

it('options that admit no safe check are refused at once', () => {
  expect(() => createAuthorizer({ ...ISSUED, secret: 'short' })).toThrow(TypeError);
});
