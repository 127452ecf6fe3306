/**
 * Redis did not do what it was asked for. The code says why, `REDIS_` and Redis' own word where there is one, such as
 * `REDIS_WRONGTYPE`; neither it nor the message quotes a key or a value.
 */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';
  readonly code: `REDIS_${string}`;

  constructor(code: RedisFailure['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export const notConnected = (cause?: unknown): RedisFailure =>
  new RedisFailure('REDIS_NOT_CONNECTED', 'there is no connection to Redis', cause);

export const noAnswer = (ms: number): RedisFailure =>
  new RedisFailure('REDIS_NO_ANSWER', `no answer from Redis within ${ms} ms`);

/** What we sent made no sense: nobody but us can mend that. */
const BUG = /^ERR (syntax error|wrong number of arguments|value is not|Error (compiling|running) script|user_script)/i;

/** Releases before 7 say first where in a script a command was refused, and then why. */
const PLACE_IN_SCRIPT = /^ERR Error running script .*: -(?=[A-Z]+ )/;

/** By their names: what the client makes of calls whose connection ended, or never came about. */
const UNANSWERED = new Set(['AbortError', 'InterruptError', 'MaxRetriesPerRequestError', 'ClusterAllFailedError']);

/** The client's own words where it has no name for an error: https://github.com/redis/ioredis has no other mark of them. */
const OF_THE_CLIENT = new RegExp(
  `^(${[
    'Connection is closed',
    "Stream isn't writeable",
    'Command timed out',
    'Blocking command timed out',
    'Socket timeout',
    'connect ETIMEDOUT',
    "Cluster isn't ready",
    'Cluster is disconnect',
    'None of startup nodes',
    'Node is disconnected',
    'Too many Cluster redirections',
    'All sentinels are unreachable',
  ].join('|')})`,
);

/** The operating system's codes, such as `ECONNRESET`. Node's own begin with `ERR_`, and tell of bugs and bad addresses. */
const isFromNetwork = (exception: Error): boolean =>
  'syscall' in exception || ('code' in exception && typeof exception.code === 'string' && /^E(?!RR_)[A-Z_]+$/.test(exception.code));

/** What an exception of the client means. One that means nothing here is a bug, and stays one. */
export function failureOf(exception: unknown): RedisFailure {
  if (!(exception instanceof Error)) throw exception;
  const { name } = exception;
  const message = exception.message.replace(PLACE_IN_SCRIPT, '');
  if (exception instanceof RedisFailure) return exception;
  if (name === 'ReplyError' && !BUG.test(message)) {
    const word = /^[A-Z]+/.exec(message)?.[0] ?? 'ERR';
    return new RedisFailure(`REDIS_${word}`, `Redis refuses: ${word}`, exception);
  }
  if (name === 'ReplyError' || !(UNANSWERED.has(name) || isFromNetwork(exception) || OF_THE_CLIENT.test(message))) throw exception;
  return notConnected(exception);
}

/** What is wrong, in words that quote nothing where that is known: what a client's `error` event brings, for a log. */
export function redisCause(exception: unknown): unknown {
  try {
    return failureOf(exception);
  } catch {
    return exception;
  }
}
