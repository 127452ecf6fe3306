import type { CommandOptions, ExistingOptions, ReadOptions } from '../../../ports/index.js';
import type { Actor } from '../../access/actor.js';
import type { Always, InvalidRequest } from '../../booking/refusals.js';
import { isIdempotencyKey, scopeOf } from '../../idempotency/key.js';
import { parseActor } from '../../input/actor.js';
import type { ParseCommand } from '../../input/commands.js';
import { invalid, isObject, parseSome, whole } from '../../input/fields.js';
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

/**
 * Who acts. Options without an actor leave it to the default; an actor that is there and undefined is someone who was
 * looked for and not found, and is never taken for the default.
 */
export function actorOf(options: ReadOptions, { defaultActor }: Settings): Result<Actor, NoActor> {
  const given: unknown = options;
  if (!isObject(given)) return invalid([{ path: 'options', rule: 'object' }]);
  if (options.signal !== undefined && !isSignal(options.signal)) return invalid([{ path: 'signal', rule: 'signal' }]);
  if (options.actor !== undefined) return parseActor(options.actor);
  return defaultActor && !('actor' in options) ? ok(defaultActor) : err({ kind: 'forbidden' });
}

const isSignal = (signal: unknown): boolean =>
  isObject(signal) && typeof signal['aborted'] === 'boolean' && typeof signal['addEventListener'] === 'function';

const conditions = { ifMatch: whole(0) };

export function requestOf<C>(
  { ids, settings }: Dependencies,
  operation: string,
  parseCommand: ParseCommand<C>,
  input: unknown,
  options: ExistingOptions & CommandOptions = {},
  keyRequired = false,
): Result<CommandRequest<C>, Always> {
  const actor = actorOf(options, settings);
  if (actor.isErr()) return err(actor.error);
  const { idempotencyKey: key, signal } = options;
  if (key === undefined && keyRequired) return err({ kind: 'idempotency_key_required' });
  if (key !== undefined && !isIdempotencyKey(key)) return err({ kind: 'idempotency_key_invalid' });

  const condition = parseSome(conditions, options);
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
