import * as z from 'zod/mini';

/** By protocol; `default` is for those without one of their own. */
export type Bodies = Readonly<Record<string, string>> & { readonly default: string };

const bodies = z.catchall(z.object({ default: z.string() }), z.string());

/**
 * The bodies in a message whose `MessageStructure` is `json`. SNS leaves out values that are no text; nobody publishes
 * those on purpose, so here they are refused.
 *
 * @throws Error with what SNS says of it.
 */
export function bodiesIn(message: string): Bodies {
  let given: unknown;
  try {
    given = JSON.parse(message);
  } catch {
    throw new Error('Invalid parameter: Message Structure - JSON message body failed to parse');
  }
  const { success, data } = z.safeParse(bodies, given);
  if (success) return data;
  const hasDefault = typeof given === 'object' && given !== null && 'default' in given;
  throw new Error(
    `Invalid parameter: Message Structure - ${hasDefault ? 'a value is not text' : 'No default entry in JSON message body'}`,
  );
}

/** @throws Error with what SNS says of a subject that no mail may have. */
export function assertSubject(subject: string | null): void {
  if (subject === null || /^[!-~][ -~]{0,98}$/.test(subject)) return;
  throw new Error('Invalid parameter: Subject');
}
