import type * as z from 'zod/mini';
import type { InvalidRequest, Issue } from '../../domain/booking/refusals.js';

/** An answer lists this many: a body of a thousand wrong fields is no reason for a thousand sentences. */
const MAX_ISSUES = 20;
const MAX_PATH = 100;

const TYPES = new Set(['string', 'boolean', 'object']);

type Found = z.core.$ZodIssue;

function ruleOf(found: Found): string {
  switch (found.code) {
    case 'invalid_type':
      if (found.expected === 'int' || found.expected === 'number') return 'whole_number';
      if (found.expected === 'record') return 'object';
      return TYPES.has(found.expected) ? found.expected : 'type';
    case 'invalid_value':
      return 'one_of';
    case 'invalid_format':
    case 'too_big':
    case 'too_small':
      return 'whole_number';
    default:
      return 'type';
  }
}

/** `input` tells a missing field from one of the wrong type; zod's issues do not. */
const isMissing = (input: unknown, path: readonly PropertyKey[]): boolean =>
  path.length === 1 && typeof input === 'object' && input !== null && !Object.hasOwn(input, path[0] ?? '');

export function issuesOf(found: readonly Found[], input: unknown, unknownRule: string): readonly Issue[] {
  return found.flatMap((issue): readonly Issue[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((path) => ({ path, rule: unknownRule }));
    const path = issue.path.map(String).join('.');
    return [{ path, rule: isMissing(input, issue.path) ? 'required' : ruleOf(issue) }];
  });
}

export const invalidRequest = (issues: readonly Issue[]): InvalidRequest => ({
  kind: 'invalid_request',
  issues: issues.slice(0, MAX_ISSUES).map(({ path, rule }) => ({ path: path.slice(0, MAX_PATH), rule })),
});
