import type { Operation, OpenApi, Parameter } from '../../entrypoints/http/description.js';
import type { Chance } from '../../simulation/random.js';
import { type Caller, type Exchange, isUser, type Knowledge, type KnownBooking, secretOf, USERS } from './knowledge.js';
import { SPOILS } from './spoils.js';
import { type Hint, type Json, Values } from './values.js';

/** A request while it is put together. */
export interface Draft {
  readonly by: Caller;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as a value, until something is done to its text. */
  readonly json?: Json | undefined;
  readonly body: Uint8Array;
  /** Not quite HTTP: Node itself may refuse it, in few words. */
  readonly isOdd: boolean;
}
export interface FuzzRequest extends Omit<Draft, 'json'> {
  /** Its one idempotency key. */
  readonly key: string | undefined;
  /** The same was asked before, with this key and to this answer. */
  readonly repeats: Exchange | undefined;
}

/** How many requests out of as many as there are weights go there. */
const WEIGHTS: Readonly<Record<string, number>> = { createBooking: 6, changeBooking: 3, confirmBooking: 2, cancelBooking: 2 };
const ONLY_STAFF = new Set(['completeBooking', 'markNoShow', 'putService']);
const SERVICES = ['walk-in', 'walk-in', 'walk-in', 'tour', 'tour', 'room-1', 'room-2', 'room-3', 'chair'] as const;
/** Services whose policy changes all the time; the others keep theirs, so that bookings succeed. */
const CHANGING = ['room-1', 'room-2', 'room-3'] as const;
const NO_BODY = new Uint8Array();

const WANTED: Readonly<Record<string, (booking: KnownBooking) => boolean>> = {
  confirmBooking: ({ status }) => status === 'held',
  changeBooking: ({ status }) => status === 'held' || status === 'confirmed',
  cancelBooking: ({ status }) => status === 'held' || status === 'confirmed',
  completeBooking: ({ status, startsAt }) => status === 'confirmed' && startsAt < Date.now(),
  markNoShow: ({ status, startsAt }) => status === 'confirmed' && startsAt < Date.now(),
};

interface Route {
  readonly path: string;
  readonly verb: string;
  readonly operation: Operation;
}

/**
 * Bytes that HTTP does not allow where they stand, more of them than the server takes with the rest of its headers, or
 * two words on where the body ends.
 */
const isOddText = ({ path, query, headers }: Draft): boolean => {
  const framing = headers.filter(([name]) => /^(transfer-encoding|content-length)$/i.test(name));
  const values = headers.map(([, value]) => value);
  const length = [path, query, ...values].reduce((sum, text) => sum + text.length, 0);
  if (length > 10_000 || framing.length > 1) return true;
  return /[^!-~]|[#"<>\\^`{|}]/.test(path + query) || values.some((value) => /[^\t -~\u0080-\u00ff]/.test(value));
};

export class RequestMaker {
  readonly #document: OpenApi;
  readonly #knowledge: Knowledge;
  readonly #routes: readonly Route[];

  constructor(document: OpenApi, knowledge: Knowledge) {
    this.#document = document;
    this.#knowledge = knowledge;
    this.#routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([verb, operation]) =>
        Array.from({ length: WEIGHTS[operation.operationId] ?? 1 }, () => ({ path, verb, operation })),
      ),
    );
  }

  make(chance: Chance): FuzzRequest {
    const before = chance.happens('again', 0.07) ? this.#knowledge.keyed(chance.of('again')) : undefined;
    if (before) return { ...before.request, repeats: before };
    const draft = this.#draft(chance);
    const spoils = chance.happens('spoilt', 0.4) ? 1 + chance.below('spoils', 2) : 0;
    const { json, ...request } = Array.from({ length: spoils }).reduce<Draft>((spoilt, _, n) => {
      const spoil = SPOILS[chance.below(`spoil ${n}`, SPOILS.length)];
      return spoil ? spoil(spoilt, chance.of(`spoil ${n}`)) : spoilt;
    }, draft);
    const text = json === undefined ? request.body : Buffer.from(JSON.stringify(json));
    const keys = request.headers.filter(([name]) => name.toLowerCase() === 'idempotency-key');
    const isOdd = request.isOdd || isOddText(request);
    return { ...request, isOdd, body: text, key: keys.length === 1 ? keys[0]?.[1] : undefined, repeats: undefined };
  }

  #draft(chance: Chance): Draft {
    const route = this.#routes[chance.below('route', this.#routes.length)];
    if (!route) throw new Error('the document describes no operation');
    const { path, verb, operation } = route;
    const by = this.#caller(chance, operation);
    const page = chance.happens('next page', verb === 'get' ? 0.15 : 0) ? this.#knowledge.page(chance, by) : undefined;
    if (page !== undefined) return this.#reading(by, page);

    const booking = this.#knowledge.booking(chance.of('booking'), (known) =>
      (!isUser(by) || known.userId === by || chance.happens('another’s', 0.1)) && (WANTED[operation.operationId]?.(known) ?? true),
    );
    const values = new Values(this.#document, this.#hint(by, operation, booking));
    const parameters = (place: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);
    const valueOf = ({ name, schema }: Parameter): string => {
      const value = values.of(schema, chance.of(name), name);
      return typeof value === 'string' ? value : JSON.stringify(value);
    };
    const filled = parameters('path').reduce(
      (target, parameter) => target.replace(`{${parameter.name}}`, encodeURIComponent(valueOf(parameter))),
      path,
    );
    const asked = parameters('query').filter(({ name, required }) => required || chance.happens(`asks ${name}`, 0.3));
    const query = this.#inOrder(asked.map((parameter) => [parameter.name, valueOf(parameter)]));
    const sent = parameters('header').filter(({ name }) => chance.happens(`sends ${name}`, name === 'If-Match' ? 0.2 : 0.5));
    const headers = sent.map((parameter) => [parameter.name, valueOf(parameter)] as const);
    return { by, method: verb.toUpperCase(), path: filled, query, headers, body: NO_BODY, isOdd: false, ...this.#body(chance, operation, values, headers) };
  }

  #reading(by: Caller, target: string): Draft {
    const [path = '', query = ''] = target.split('?', 2);
    return { by, method: 'GET', path, query, headers: [], body: NO_BODY, isOdd: false };
  }

  #caller(chance: Chance, { operationId }: Operation): Caller {
    const at = chance.draw('caller');
    if (at < 0.04) return 'nobody';
    if (at < 0.08) return 'forger';
    return at < (ONLY_STAFF.has(operationId) ? 0.75 : 0.3) ? 'sam' : chance.pick('user', USERS);
  }

  #body(chance: Chance, { requestBody }: Operation, values: Values, headers: Draft['headers']): Partial<Draft> {
    const [first, ...others] = Object.entries(requestBody?.content ?? {});
    if (!first || (!requestBody?.required && chance.happens('without a body', 0.4))) return {};
    const [type, { schema }] = chance.pick('type', [first, ...others]);
    return { headers: [...headers, ['Content-Type', type]], json: values.of(schema, chance.of('body')) };
  }

  /** Mostly a range that is one. */
  #inOrder(query: readonly (readonly [string, string])[]): string {
    const search = new URLSearchParams(Object.fromEntries(query));
    const [from, to] = [search.get('from'), search.get('to')];
    if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) {
      search.set('from', to);
      search.set('to', from);
    }
    return search.toString();
  }

  #hint(by: Caller, { operationId }: Operation, booking: KnownBooking | undefined): Hint {
    const secret = isUser(by) ? secretOf(by) : 'from the staff';
    const known: Readonly<Record<string, (chance: Chance) => Json | undefined>> = {
      bookingId: () => booking?.id,
      serviceId: (chance) => (operationId === 'putService' ? chance.pick('changing', CHANGING) : chance.pick('service', SERVICES)),
      userId: (chance) => (isUser(by) && chance.happens('own', 0.85) ? by : chance.pick('user', USERS)),
      token: (chance) => this.#knowledge.feed(chance, by),
      notes: () => secret,
      serviceName: () => secret,
      reason: () => secret,
      paymentReference: () => secret,
      'metadata value': () => secret,
      durationMinutes: (chance) => (operationId === 'putService' ? undefined : chance.pick('duration', [60, 60, 60, 30])),
      units: (chance) => chance.pick('units', [1, 1, 1, 2]),
      capacity: (chance) => chance.pick('capacity', [0, 1, 2, 5, 5]),
      'Idempotency-Key': (chance) => (chance.happens('used', 0.1) ? `k-${chance.below('key', 9)}` : undefined),
      'If-Match': (chance) => (booking && chance.happens('version', 0.7) ? `"${this.#knowledge.versionOf(booking.id) ?? 1}"` : undefined),
      'If-None-Match': (chance) => chance.pick('tag', ['*', this.#knowledge.tag(chance)]),
    };
    return (name, chance) => known[name]?.(chance);
  }
}
