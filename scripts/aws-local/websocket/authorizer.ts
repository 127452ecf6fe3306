import * as z from 'zod/mini';
import type { Reply } from '../runtime-api.ts';
import { methodArn } from './event.ts';

const several = (one: z.ZodMiniType<string>) => z.union([one, z.array(one)]);
const text = z.string();
const policy = z.object({
  principalId: text,
  policyDocument: z.object({
    Version: z.literal('2012-10-17'),
    Statement: z.array(
      z.object({ Action: several(text), Effect: z.enum(['Allow', 'Deny']), Resource: several(text) }),
    ),
  }),
  context: z.optional(z.record(text, z.union([text, z.number(), z.boolean()]))),
});

/** What is decided on a connection: who it is, or the status that it is refused with. */
export type Admission =
  | { readonly admitted: true; readonly authorizer: Readonly<Record<string, string | number | boolean>> }
  | { readonly admitted: false; readonly status: number };

const refused = (status: number): Admission => ({ admitted: false, status });

const covers = (resource: string): boolean =>
  resource === '*' || resource === methodArn || (resource.endsWith('*') && methodArn.startsWith(resource.slice(0, -1)));

/** As a WebSocket API reads its REQUEST authorizer's answer; `Unauthorized`, thrown, is the one word it knows. */
export function admissionBy(reply: Reply): Admission {
  if (reply.kind === 'failed') return refused(reply.error.errorMessage === 'Unauthorized' ? 401 : 500);
  const { success, data } = z.safeParse(policy, JSON.parse(reply.payload));
  if (!success) return refused(500);
  const { principalId, policyDocument, context = {} } = data;
  const meant = policyDocument.Statement.filter(
    ({ Action, Resource }) => [Action].flat().includes('execute-api:Invoke') && [Resource].flat().some(covers),
  );
  const isAllowed = meant.length > 0 && meant.every(({ Effect }) => Effect === 'Allow');
  return isAllowed ? { admitted: true, authorizer: { principalId, ...context } } : refused(403);
}
