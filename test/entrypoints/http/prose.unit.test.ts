import { describe, expect, it } from 'vitest';
import { MESSAGES, messageFor } from '../../../src/entrypoints/http/issue-messages.js';
import type { Problem } from '../../../src/entrypoints/http/problem.js';
import { toProblemResponse } from '../../../src/entrypoints/http/problem-response.js';
import { PROBLEMS } from '../../../src/entrypoints/http/problem-table.js';

const at = '2026-12-01T10:00:00.000Z';

/** One of each kind, and the facts that its sentence must repeat. */
const ONE_OF_EACH: { readonly [K in Problem['kind']]: readonly [Extract<Problem, { kind: K }>, readonly unknown[]] } = {
  invalid_request: [{ kind: 'invalid_request', issues: [{ path: 'a', rule: 'required' }] }, ['One thing is']],
  in_the_past: [{ kind: 'in_the_past' }, []],
  idempotency_key_invalid: [{ kind: 'idempotency_key_invalid' }, ['255']],
  idempotency_key_required: [{ kind: 'idempotency_key_required' }, ['Idempotency-Key']],
  idempotency_key_reused: [{ kind: 'idempotency_key_reused' }, []],
  unauthenticated: [{ kind: 'unauthenticated' }, []],
  forbidden: [{ kind: 'forbidden' }, []],
  not_found: [{ kind: 'not_found' }, []],
  route_not_found: [{ kind: 'route_not_found' }, []],
  method_not_allowed: [{ kind: 'method_not_allowed', allow: ['GET', 'HEAD'] }, ['GET, HEAD']],
  slot_unavailable: [
    { kind: 'slot_unavailable', serviceId: 's', dateTime: at, endsAt: at, unitsLeft: 7 },
    [7],
  ],
  illegal_transition: [{ kind: 'illegal_transition', from: 'cancelled', command: 'confirm' }, ['cancelled', 'confirm']],
  hold_expired: [{ kind: 'hold_expired', holdExpiresAt: at }, [at]],
  service_day_full: [{ kind: 'service_day_full' }, []],
  version_mismatch: [{ kind: 'version_mismatch', current: 7 }, [7]],
  body_too_large: [{ kind: 'body_too_large', maxBytes: 77 }, [77]],
  unsupported_media_type: [{ kind: 'unsupported_media_type', accepts: ['a/b', 'c/d'] }, ['a/b or c/d']],
  notice_too_short: [{ kind: 'notice_too_short', minNoticeMinutes: 77 }, [77]],
  beyond_horizon: [{ kind: 'beyond_horizon', maxHorizonDays: 77 }, [77]],
  cancellation_window_passed: [{ kind: 'cancellation_window_passed', latest: at }, [at]],
  not_started: [{ kind: 'not_started', dateTime: at }, [at]],
  duration_not_allowed: [
    { kind: 'duration_not_allowed', minDurationMinutes: 30, maxDurationMinutes: 90 },
    ['30 to 90 minutes'],
  ],
  slot_too_long: [{ kind: 'slot_too_long', maxMinutes: 77 }, [77]],
  capacity_exceeded: [{ kind: 'capacity_exceeded', capacity: 77 }, [77]],
  service_unknown: [{ kind: 'service_unknown', serviceId: 's' }, []],
  too_many_requests: [{ kind: 'too_many_requests', retryAfterSeconds: 77 }, ['77 s']],
  internal_error: [{ kind: 'internal_error', incidentId: 'incident-7' }, ['incident-7']],
  try_again: [{ kind: 'try_again' }, ['same Idempotency-Key']],
  store_unavailable: [{ kind: 'store_unavailable' }, ['same Idempotency-Key']],
  aborted: [{ kind: 'aborted' }, []],
  no_connection: [{ kind: 'no_connection' }, []],
};

const tell = (problem: Problem) => {
  const { body, headers } = toProblemResponse(problem, { base: '', path: '/bookings' });
  return { headers, body: JSON.parse(body) as { title: string; detail: string; code: string; type: string } };
};

describe('the prose of a problem', () => {
  it.each(Object.values(ONE_OF_EACH))('has a title and a sentence with its facts: $0.kind', (problem, facts) => {
    const { title, detail, code, type } = tell(problem).body;
    expect(title).toMatch(/^[A-Z][a-z ]+$/);
    expect(detail).toMatch(/^[A-Z].{10,}[.]$/);
    expect(type).toBe(`urn:holdfast:error:${code}`);
    for (const fact of facts) expect(detail).toContain(String(fact));
  });

  it('has a title of its own for every kind', () => {
    const titles = Object.values(PROBLEMS).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('counts what is wrong with a request', () => {
    const issues = ['a', 'b', 'c'].map((path) => ({ path, rule: 'required' }));
    expect(tell({ kind: 'invalid_request', issues }).body.detail).toBe('3 things are wrong: see errors.');
  });

  it('names the one duration where there is no choice', () => {
    const fixed = { kind: 'duration_not_allowed', minDurationMinutes: 30, maxDurationMinutes: 30 } as const;
    expect(tell(fixed).body.detail).toBe('A booking takes 30 minutes.');
  });
});

describe('the headers of a problem', () => {
  it.each([
    ['how to authenticate', 'unauthenticated', { 'WWW-Authenticate': 'Bearer' }],
    ['which methods there are', 'method_not_allowed', { Allow: 'GET, HEAD' }],
    ['which types it takes', 'unsupported_media_type', { Accept: 'a/b, c/d' }],
    ['when to come back', 'too_many_requests', { 'Retry-After': '77' }],
  ] as const)('say %s', (_, kind, headers) => {
    expect(tell(ONE_OF_EACH[kind][0]).headers).toEqual({ 'Content-Type': 'application/problem+json', ...headers });
  });
});

describe('the prose of an issue', () => {
  it.each(Object.entries(MESSAGES))('of the rule %s follows the name of a field', (rule, message) => {
    expect(messageFor(rule)).toBe(message);
    expect(message).toMatch(/^(is|must|may|has|give) \w/);
  });

  it('of a rule that has none names the rule', () => {
    expect(messageFor('too_strange')).toBe('breaks the rule too strange');
  });

  it('stands beside the path of the field', () => {
    const refused = { kind: 'invalid_request', issues: [{ path: 'metadata.a', rule: 'too_long' }] } as const;
    expect(tell(refused).body).toMatchObject({ errors: [{ path: 'metadata.a', message: 'is too long' }] });
  });
});
