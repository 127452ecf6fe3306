import type { Arrival, Description } from '../../entrypoints/http/description.js';
import type { WireAnswer } from '../../entrypoints/http/wire.js';
import { type Caller, isUser, secretOf, USERS } from './knowledge.js';
import type { FuzzRequest } from './request.js';

const PEOPLE = new Set(['userId', 'subject', 'cancelledBy']);
/** What Node itself refuses, without a word. */
const BARE = new Set([400, 408, 417, 431]);
const ONLY_STAFF = new Set(['completeBooking', 'markNoShow', 'putService']);
/** Decided on the state of things, so remembered; but the last may have been said for another reason. */
const REMEMBERED = new Set([200, 201, 409, 412, 422]);
const NOT_REMEMBERED = /"code":"idempotency_key_reused"/;

/** Every text under one of these names, however deep. */
function textsUnder(names: ReadonlySet<string>, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    names.has(name) && typeof inner === 'string' ? [inner] : textsUnder(names, inner),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A user is told of nobody else. */
function othersData(by: Caller, text: string): string[] {
  if (!isUser(by)) return [];
  const secrets = USERS.filter((user) => user !== by && text.includes(secretOf(user)));
  const people = textsUnder(PEOPLE, parsed(text)).filter((person) => ![by, 'staff', 'system'].includes(person));
  return [...secrets, ...people].map((whose) => `${by} was told of ${whose}`);
}

function overreach({ by, isOdd }: FuzzRequest, arrival: Arrival, status: number): string[] {
  if (arrival.at !== 'operation' || isOdd) return [];
  const { operationId, security } = arrival.operation;
  const isKnown = by === 'sam' || isUser(by);
  if (!isKnown && security === undefined && status !== 401) return [`${status} for someone who is not known`];
  return isUser(by) && status < 300 && ONLY_STAFF.has(operationId) ? ['a user did what only staff may'] : [];
}

const essenceOf = ({ status, text, headers }: WireAnswer): string =>
  JSON.stringify([status, text, headers['etag'], headers['location'], headers['content-type']]);

/** Where keys are taken, a repetition is told what was told before. */
function unlikeBefore({ repeats }: FuzzRequest, arrival: Arrival, answer: WireAnswer): string[] {
  if (!repeats || arrival.at !== 'operation') return [];
  if (!arrival.operation.parameters?.some(({ name }) => name === 'Idempotency-Key')) return [];
  const before = repeats.answer;
  if (!REMEMBERED.has(before.status) || NOT_REMEMBERED.test(before.text)) return [];
  if (essenceOf(answer) !== essenceOf(before)) return [`the first answer was ${essenceOf(before)}`];
  return answer.headers['idempotency-replayed'] === 'true' ? [] : ['a repetition that does not say so'];
}

/** The board has no place in the document of the API: it is the same for everybody, and runs nothing but itself. */
const BOARD = /^\/(index\.html|board\/[\w./-]+)?$/;
const isOfTheBoard = ({ method, path }: FuzzRequest, { headers }: WireAnswer): boolean =>
  ['GET', 'HEAD'].includes(method) &&
  BOARD.test(path.split('?', 1)[0] ?? '') &&
  (headers['content-security-policy'] ?? '').includes("script-src 'self'; ");

/** Everything that is wrong with an answer. */
export function faultsOf(description: Description, request: FuzzRequest, answer: WireAnswer): string[] {
  const { status, text, headers } = answer;
  if (status >= 500) return [`status ${status}`];
  if (request.isOdd && BARE.has(status) && text === '') return [];
  if (isOfTheBoard(request, answer)) return headers['x-content-type-options'] === 'nosniff' ? [] : ['no X-Content-Type-Options'];
  const arrival = description.arrivalOf(request.method, request.path);
  return [
    ...(request.isOdd ? [] : description.undocumented(request.method, request.path, answer)),
    ...(headers['x-content-type-options'] === 'nosniff' || request.isOdd ? [] : ['no X-Content-Type-Options']),
    ...overreach(request, arrival, status),
    ...othersData(request.by, text),
    ...unlikeBefore(request, arrival, answer),
  ];
}
