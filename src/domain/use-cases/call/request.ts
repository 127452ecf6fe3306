import type { CommandOptions, ExistingOptions } from '../../../ports/index.js';
import type { Actor } from '../../access/actor.js';
import type { Always, InvalidRequest } from '../../booking/refusals.js';
import { isIdempotencyKey, scopeOf } from '../../idempotency/key.js';
import { parseActor } from '../../input/actor.js';
import { parse, whole } from '../../input/fields.js';
import type { ParseCommand } from '../../input/commands.js';
import { err, ok, type Result } from '../../result.js';
import type { Dependencies, Settings } from '../dependencies.js';

/** A validated command with who sends it, its key and all the ids it will ever use. */
export interface CommandRequest<C> {
  readonly requestId: string;
  readonly actor: Actor;
  readonly command: C;
  readonly ifMatch: number | undefined;
  /** Present when it carries a key: the scope of its record. */
  readonly scope: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export type NoActor = InvalidRequest | { readonly kind: 'forbidden' };

export const actorOf = (actor: Actor | undefined, settings: Settings): Result<Actor, NoActor> => {
  if (actor === undefined) return settings.defaultActor ? ok(settings.defaultActor) : err({ kind: 'forbidden' });
  return parseActor(actor);
};

const conditions = { ifMatch: whole(0) };

export function requestOf<C>(
  { ids, settings }: Dependencies,
  operation: string,
  parseCommand: ParseCommand<C>,
  input: unknown,
  options: ExistingOptions & CommandOptions = {},
  keyRequired = false,
): Result<CommandRequest<C>, Always> {
  const { idempotencyKey: key, signal } = options;
  const actor = actorOf(options.actor, settings);
  if (actor.isErr()) return err(actor.error);
  if (key === undefined && keyRequired) return err({ kind: 'idempotency_key_required' });
  if (key !== undefined && !isIdempotencyKey(key)) return err({ kind: 'idempotency_key_invalid' });

  const condition = parse(conditions, options);
  if (condition.isErr()) return err(condition.error);
  const command = parseCommand(input);
  if (command.isErr()) return err(command.error);
  return ok({
    requestId: ids.next(),
    actor: actor.value,
    command: command.value,
    ifMatch: condition.value.ifMatch,
    scope: key === undefined ? undefined : scopeOf(actor.value.subject, operation, key),
    signal,
  });
}
