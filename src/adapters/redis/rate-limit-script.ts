import type { Allowance } from '../../ports/index.js';

export const WINDOW_MS = 60_000;
/** Instants in milliseconds are told apart to a fraction of this. */
const PRECISION_MS = 0.001;

/**
 * When a caller will have everything again is all that is kept, until then and a window longer, for it is not the clock
 * of Redis that decides. Read and written in one step: of two servers that are asked at once, the second finds what the
 * first has left. After a clock was set back, nobody waits longer than for one call out of an empty bucket. Numbers
 * travel as text, for Redis cuts them to whole ones.
 */
export const RATE_LIMIT_SCRIPT = `
local now, per_call = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = tonumber(redis.call('GET', KEYS[1]) or now) or now
local before = math.min(math.max(kept, now), now + ${WINDOW_MS})
local wait = before + per_call - ${WINDOW_MS} - now
local allowed = wait < ${PRECISION_MS}
local after = allowed and before + per_call or before
redis.call('SET', KEYS[1], string.format('%.17g', after), 'PX', math.ceil(after - now) + ${WINDOW_MS})
return { allowed and 'yes' or 'no', string.format('%.17g', wait), string.format('%.17g', after) }
`;

export function allowanceIn(told: unknown, now: number, msPerCall: number): Allowance {
  const [allowed, wait, after] = (Array.isArray(told) ? told : []).map(String);
  if (allowed === undefined || wait === undefined || after === undefined) throw new TypeError('the script said something else');
  return {
    remaining: Math.floor((now + WINDOW_MS - Number(after) + PRECISION_MS) / msPerCall),
    retryAfterMs: allowed === 'yes' ? undefined : Math.ceil(Number(wait) - PRECISION_MS),
  };
}
