import { expect } from 'vitest';
import { expectDocumented, expectDocumentedRequest } from './documented.js';
import type { Expected, Scenario, Step } from './scenario.js';
import type { OpenWire, WireAnswer, WireRequest } from './wire.js';
import { actorOf, world } from './world.js';

type Kept = Map<string, string>;

const filled = (text: string, kept: Kept): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => kept.get(name) ?? whole);

/** What a replay must repeat to the byte. */
const essence = ({ status, headers, text }: WireAnswer) => ({
  status,
  text,
  etag: headers['etag'],
  location: headers['location'],
  type: headers['content-type'],
});

function parsed({ headers, text }: WireAnswer): Record<string, unknown> {
  return text === '' || headers['content-type']?.startsWith('text/calendar') ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function toRequest(step: Step, kept: Kept): WireRequest {
  const [method = '', target = ''] = filled(step.send, kept).split(/ (.*)/s);
  const json = step.body === undefined ? undefined : JSON.stringify(step.body);
  const given = Object.entries(step.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    typeof value === 'string' ? filled(value, kept) : value,
  ]);
  return {
    method,
    target,
    as: actorOf(step.as ?? 'ada'),
    headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...Object.fromEntries(given) },
    body: json ?? step.raw,
  };
}

/** Expectations may name what was kept, too. */
function filledIn<T>(value: T, kept: Kept): T {
  if (typeof value === 'string') return filled(value, kept) as T;
  if (value instanceof RegExp) return new RegExp(filled(value.source, kept), value.flags) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => filledIn(item, kept)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filledIn(inner, kept)])) as T;
}

function check(answer: WireAnswer, expected: Expected, answers: ReadonlyMap<string, WireAnswer>): void {
  expect(answer.status, answer.text).toBe(expected.status);
  const body = parsed(answer);
  if (expected.code !== undefined) expect(body).toMatchObject({ code: expected.code, status: expected.status });
  if (expected.body !== undefined) expect(body).toMatchObject(expected.body);
  // Long lines are folded.
  for (const line of expected.lines ?? []) expect(`\n${answer.text.replaceAll('\r\n ', '')}`).toContain(`\n${line}\r\n`);
  if (expected.wrong !== undefined)
    expect((body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual(expected.wrong);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const found = answer.headers[name.toLowerCase()] ?? null;
    if (value instanceof RegExp) expect(found, name).toMatch(value);
    else expect(found, name).toBe(value);
  }
  if (expected.sameAs === undefined) return;
  const first = answers.get(expected.sameAs);
  expect(first, `no step is named ${expected.sameAs}`).toBeDefined();
  if (first) expect(essence(answer)).toEqual(essence(first));
}

/** Plays a scenario over a transport. A refusal must have changed nothing, and every answer must be documented. */
export async function runScenario(
  open: OpenWire,
  { services, requireIdempotencyKey, steps }: Scenario,
  base = '',
): Promise<void> {
  const { bookings, clock, calendars, changes } = world(services, requireIdempotencyKey);
  // Services given at the start are put with the first read; here that is part of the beginning.
  expect((await bookings.listServices({ actor: actorOf('sam') })).isOk()).toBe(true);
  const wire = await open(bookings, base, calendars);
  const kept: Kept = new Map([['base', base]]);
  const answers = new Map<string, WireAnswer>();
  try {
    for (const step of steps) {
      if (step.at !== undefined) clock.set(step.at);
      const before = changes();
      const request = toRequest(step, kept);
      if (wire.carries?.(request.target) === false) continue;
      const { method, target, headers, body: sent } = request;
      const answer = await wire.send(request);
      check(answer, filledIn(step.expect, kept), answers);
      expectDocumented(method, target.split('?', 1)[0] ?? '', answer);
      if (answer.status < 300 && typeof sent !== 'object') {
        expectDocumentedRequest(method, target, String(headers['content-type'] ?? ''), sent);
      }
      if (answer.status >= 400) expect(changes(), 'a refusal changed what is stored').toBe(before);
      if (answer.status === 201 && !('idempotency-replayed' in answer.headers)) expect(changes()).toBe(before + 1);
      if (step.name !== undefined) answers.set(step.name, answer);
      const body = parsed(answer);
      for (const [name, field] of Object.entries(step.keep ?? {})) kept.set(name, String(body[field]));
    }
  } finally {
    await wire.close();
  }
}
