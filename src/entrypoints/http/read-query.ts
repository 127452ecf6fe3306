import * as z from 'zod/mini';
import { err, ok, type Result } from '../../domain/result.js';
import { invalidRequest, issuesOf } from './issues.js';
import type { Problem } from './problem.js';

/** Strict: a parameter that is misspelt or given twice would silently ask for another list. */
export function readQuery<S extends z.ZodMiniType>(schema: S, query: URLSearchParams): Result<z.output<S>, Problem> {
  const seen = new Set<string>();
  for (const path of query.keys()) {
    if (seen.has(path)) return err(invalidRequest([{ path, rule: 'repeated' }]));
    seen.add(path);
  }
  const given = Object.fromEntries(query);
  const parsed = z.safeParse(schema, given);
  return parsed.success
    ? ok(parsed.data)
    : err(invalidRequest(issuesOf(parsed.error.issues, given, 'unknown_parameter')));
}
