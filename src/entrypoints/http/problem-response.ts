import type { HttpRequest, HttpResponse } from './message.js';
import { messageFor } from './issue-messages.js';
import type { Problem, ProblemKind, ProblemOf } from './problem.js';
import { PROBLEM_FACTS } from './problem-facts.js';
import { PROBLEMS } from './problem-table.js';
import { canonicalAddressOf } from './address.js';

/** Stable, and ours: a name, not a page that could move. */
export const problemType = (kind: ProblemKind): string => `urn:holdfast:error:${kind}`;

const FACT_NAMES = new Map(Object.entries(PROBLEM_FACTS).map(([kind, facts]) => [kind, Object.keys(facts)]));

/** By name, so that an adapter's cause or a remembered detail never travels along. */
function factsOf(problem: Problem): Record<string, unknown> {
  const values = new Map(Object.entries(problem));
  return Object.fromEntries((FACT_NAMES.get(problem.kind) ?? []).map((name) => [name, values.get(name)]));
}

function tell<K extends ProblemKind>(kind: K, problem: ProblemOf<K>) {
  const { status, title, detail, headers } = PROBLEMS[kind];
  return { status, title, detail: detail(problem), headers: headers?.(problem) };
}

/** RFC 9457. The same problem at the same address is the same bytes, so that a replay repeats them. */
export function toProblemResponse(problem: Problem, request: Pick<HttpRequest, 'base' | 'path'>): HttpResponse {
  const { status, title, detail, headers } = tell(problem.kind, problem);
  const body = {
    type: problemType(problem.kind),
    title,
    status,
    code: problem.kind,
    detail,
    instance: canonicalAddressOf(request),
    ...factsOf(problem),
    ...(problem.kind === 'invalid_request' && {
      errors: problem.issues.map(({ path, rule }) => ({ path, message: messageFor(rule) })),
    }),
  };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: JSON.stringify(body),
  };
}
