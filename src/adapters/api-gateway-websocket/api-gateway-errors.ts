/** What became of a message that could not be posted to a connection. */
export interface NotPosted {
  /**
   * `gone`: there is no such connection any more. `busy`: the same post may succeed a moment later. `silent`: so it may,
   * but there was no answer. `barred`: whoever posts may not, or there is no such API. `unfit`: this message cannot be
   * posted to this connection, now or later. `late`: it was not tried any more. `resting`: not tried, for there was no
   * answer a moment ago.
   */
  readonly why: 'gone' | 'busy' | 'silent' | 'barred' | 'unfit' | 'late' | 'resting';
  readonly cause: Error;
}

/** Of the network and of the SDK's client, when no answer came or half of one. */
const UNANSWERED = new Set(['AbortError', 'TimeoutError', 'CredentialsProviderError']);

const GONE = 410;
/** Too many posts for the account, or a client that does not read what is sent to it. */
const TOO_MANY = 429;
const UNFIT = new Set([400, 413]);

/** The operating system's codes, such as `ECONNRESET`. Node's own begin with `ERR_`, and tell of bugs and bad addresses. */
const isFromNetwork = (exception: Error): boolean =>
  UNANSWERED.has(exception.name) ||
  'syscall' in exception ||
  ('code' in exception && typeof exception.code === 'string' && /^E(?!RR_)[A-Z_]+$/.test(exception.code));

/** The status of the answer that an exception was made of. */
function statusIn(exception: Error): number | undefined {
  const metadata = '$metadata' in exception ? exception.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** What an exception of the SDK means for the post that it ended. One that means nothing here is a bug, and stays one. */
export function notPosted(exception: unknown): NotPosted {
  if (!(exception instanceof Error)) throw exception;
  if (isFromNetwork(exception)) return { why: 'silent', cause: exception };
  const status = statusIn(exception);
  if (status === undefined) throw exception;
  if (status === GONE) return { why: 'gone', cause: exception };
  if (UNFIT.has(status)) return { why: 'unfit', cause: exception };
  // An answer without an error in it that could not be read, a page of a proxy's for instance, is no verdict either.
  return { why: status === TOO_MANY || status >= 500 || status < 400 ? 'busy' : 'barred', cause: exception };
}
