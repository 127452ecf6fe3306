import type { Edit } from '../../scripts/bundled.ts';

/** A bug of a design like ours, put into the sources on purpose. */
export interface PlantedBug {
  readonly name: string;
  /** The invariant of the design that it breaks, and by which it has to be caught. */
  readonly breaks: number;
  readonly edits: readonly Edit[];
  /** Random search finds it almost never: its kept run was written by hand. */
  readonly directed?: boolean;
}

const settle = 'src/domain/use-cases/attempt/settle.ts';
const recall = 'src/domain/use-cases/attempt/recall.ts';
const command = 'src/domain/use-cases/command-booking.ts';
const create = 'src/domain/use-cases/create-booking.ts';
const relay = 'src/domain/use-cases/background/relay.ts';
const commit = 'src/adapters/in-memory/commit.ts';
const occupant = 'src/domain/schedule/occupant.ts';
const exchange = 'src/domain/schedule/exchange.ts';
const claim = 'src/domain/schedule/claim.ts';
const cancel = 'src/domain/booking/cancel.ts';
const confirm = 'src/domain/booking/confirm.ts';
const change = 'src/domain/booking/change.ts';
const judge = 'src/domain/idempotency/judge.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'no version check',
    breaks: 1,
    edits: [{ file: commit, find: 'if (!bookingMoved && !dayMoved && taken === undefined)', replace: 'if (taken === undefined)' }],
  },
  {
    name: 'idempotency record outside the commit',
    breaks: 3,
    edits: [
      {
        file: settle,
        find: 'const committed = await deps.store.repository.commit(change);',
        replace: `const { record, ...without } = change;
          const committed = await deps.store.repository.commit(without);
          if (committed.isOk() && record) await deps.store.repository.commit({ days: [], record, decidedAt: change.decidedAt });`,
      },
    ],
  },
  {
    name: 'refusals not remembered',
    breaks: 4,
    edits: [{ file: settle, find: 'return request.scope === undefined\n    ?', replace: 'return request !== undefined\n    ?' }],
  },
  {
    name: 'no-ops not remembered',
    breaks: 3,
    edits: [{ file: settle, find: 'return event || request.scope !== undefined', replace: 'return event' }],
  },
  {
    name: 'keyed refusal decided on a torn load',
    breaks: 6,
    edits: [
      {
        file: 'src/domain/use-cases/attempt/change-set.ts',
        find: 'unchanged: event || !booking ? undefined : { bookingId: booking.bookingId, version: booking.version, days: restsOn },',
        replace: '',
      },
    ],
  },
  {
    name: 'keyless refusal decided on a torn load',
    breaks: 6,
    edits: [
      {
        file: settle,
        find: 'const moved = bookingId !== undefined && (await movedOn(deps, decided, bookingId, restsOn));',
        replace: "const moved: Again | undefined = bookingId === '' ? 'conflict' : undefined;",
      },
    ],
  },
  {
    name: 'If-Match before the record',
    breaks: 3,
    edits: [
      {
        file: command,
        find: 'const remembered = recalled(deps, request, loaded.value.record, deps.clock.now());',
        replace: `if (loaded.value.booking && request.ifMatch !== undefined && request.ifMatch !== loaded.value.booking.version) {
            return refused({ kind: 'version_mismatch', current: loaded.value.booking.version } as never);
          }
          const remembered = recalled(deps, request, loaded.value.record, deps.clock.now());`,
      },
    ],
  },
  {
    name: 'event after the commit',
    breaks: 7,
    edits: [
      {
        file: settle,
        find: 'const committed = await deps.store.repository.commit(change);',
        replace: `const { event, ...without } = change;
          const committed = await deps.store.repository.commit(without);
          if (committed.isOk() && event) await deps.store.repository.commit({ days: [], event, decidedAt: change.decidedAt });`,
      },
    ],
  },
  {
    name: 'cancel keeps the claim',
    breaks: 2,
    edits: [{ file: cancel, find: 'days: written.value })', replace: 'days: [] })' }],
  },
  {
    name: "release by today's policy",
    breaks: 2,
    edits: [
      {
        file: cancel,
        find: 'const written = exchange(days, { releases: occupantOf(open) }, service.capacity, now);',
        replace: `const today = {
            units: open.claim.units,
            from: open.startsAt - service.bufferBeforeMinutes * 60_000,
            to: open.endsAt + service.bufferAfterMinutes * 60_000,
          };
          const written = exchange(days, { releases: { ...occupantOf(open), claim: today } }, service.capacity, now);`,
      },
    ],
  },
  {
    name: 'cancel of a purged hold frees its taker',
    breaks: 2,
    edits: [
      {
        file: occupant,
        find: 'if (!entry?.holds.some((hold) => hold.bookingId === bookingId)) return claims;',
        replace: `if (entry && entry.confirmedUnits >= claim.units && !entry.holds.some((hold) => hold.bookingId === bookingId)) {
            return replaced(claims, at, { ...entry, confirmedUnits: entry.confirmedUnits - claim.units });
          }
          if (!entry?.holds.some((hold) => hold.bookingId === bookingId)) return claims;`,
      },
    ],
  },
  {
    name: 'confirm accepts a lapsed hold',
    breaks: 9,
    edits: [
      {
        file: confirm,
        find: 'if (!isAlive(days, occupantOf(held), now)) return err(holdExpired(held.holdExpiresAt));',
        replace: '',
      },
    ],
  },
  {
    name: 'confirm trusts the clock alone',
    breaks: 9,
    edits: [
      {
        file: confirm,
        find: 'if (!isAlive(days, occupantOf(held), now))',
        replace: 'if (now >= held.holdExpiresAt)',
      },
    ],
  },
  {
    name: 'confirm looks at one day of two',
    breaks: 9,
    directed: true,
    edits: [{ file: occupant, find: 'return partsOf(claim).every(', replace: 'return partsOf(claim).slice(0, 1).every(' }],
  },
  {
    name: 'expired holds never freed',
    breaks: 9,
    edits: [
      { file: occupant, find: 'hold.expiresAt <= now;', replace: 'hold.expiresAt < 0 * now;' },
      {
        file: 'src/domain/schedule/occupancy.ts',
        find: 'if (hold.expiresAt > now) units += hold.units;',
        replace: 'if (hold.expiresAt > 0 * now) units += hold.units;',
      },
    ],
  },
  {
    name: 'fit and purge disagree',
    breaks: 2,
    edits: [{ file: exchange, find: 'withoutLapsed(day.claims, now)', replace: 'withoutLapsed(day.claims, now - 2_000)' }],
  },
  {
    name: 'ids drawn per try',
    breaks: 4,
    edits: [
      {
        file: create,
        find: 'const { requestId: bookingId, actor, command, scope, signal } = request;',
        replace: 'const { actor, command, scope, signal } = request;\n  const bookingId = deps.ids.next();',
      },
    ],
  },
  {
    name: 'a lost acknowledgement decided again',
    breaks: 4,
    edits: [
      { file: recall, find: 'const expected = unknown.at(-1)?.event?.event;', replace: 'const expected = unknown.length < 0 ? unknown[0]?.event?.event : undefined;' },
      { file: judge, find: 'const isOwn = record?.requestId === request.requestId;', replace: 'const isOwn = false as boolean;' },
    ],
  },
  {
    name: 'a refusal given while a commit may still happen',
    breaks: 4,
    edits: [{ file: settle, find: 'if (unknown?.some((change) => mayStillHappen(change, decided)))', replace: 'if (unknown?.some((change) => change.days.length < 0 && mayStillHappen(change, decided)))' }],
  },
  {
    name: 'relay ignores order',
    breaks: 8,
    edits: [{ file: relay, find: '}: LeasedEvent): string => event.bookingId;', replace: '}: LeasedEvent): string => event.eventId;' }],
  },
  {
    name: 'relay goes on past a failed event',
    breaks: 8,
    edits: [{ file: relay, find: '    return isParked;', replace: '    return true;' }],
  },
  {
    name: 'delivered before publish',
    breaks: 8,
    edits: [
      {
        file: relay,
        find: 'const failure = await notificationOf(this.#ports, event, this.#signal);',
        replace: 'await this.#outbox.delivered([eventId]);\n    const failure = await notificationOf(this.#ports, event, this.#signal);',
      },
    ],
  },
  {
    name: 'an event that waits for its retry is overtaken',
    breaks: 8,
    edits: [
      {
        file: 'src/adapters/in-memory/outbox.ts',
        find: 'heldBack.add(waiting.event.bookingId);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'reschedule releases first',
    breaks: 10,
    edits: [
      {
        file: command,
        find: 'return decided(service, bookable, loaded.value.days);',
        replace: `const { releases, takes } = named;
          const freed = releases && takes && behaviour.command === 'reschedule' && booking.status === 'confirmed'
            ? freeing(loaded.value.days, { releases }, service.capacity, deps.clock.now())
            : undefined;
          if (!freed?.isOk()) return decided(service, bookable, loaded.value.days);
          const first = await deps.store.repository.commit({ days: freed.value, decidedAt: deps.clock.now() });
          if (first.isErr()) return { again: 'conflict' };
          const rest = await deps.store.repository.load({ serviceId, days: keys });
          return rest.isErr() ? { again: 'store_unavailable' } : decided(service, bookable, rest.value.days);`,
      },
      {
        file: command,
        find: "import { daysOf, reachesAsFar } from '../schedule/exchange.js';",
        replace: "import { daysOf, exchange as freeing, reachesAsFar } from '../schedule/exchange.js';",
      },
      {
        file: change,
        find: '{ releases: occupantOf(open), takes: occupantOf(state) }, service.capacity',
        replace: "open.status === 'confirmed' ? { takes: occupantOf(state) } : { releases: occupantOf(open), takes: occupantOf(state) }, service.capacity",
      },
    ],
  },
  {
    name: 'buffers forgotten on one side',
    breaks: 2,
    edits: [{ file: claim, find: 'to: endsAt + policy.bufferAfterMinutes * MINUTE,', replace: 'to: endsAt,' }],
  },
  {
    name: '≤ for < at both ends of a slot',
    breaks: 6,
    edits: [
      {
        file: exchange,
        find: 'peak(claims, raised, now)',
        replace: 'peak(claims, { from: raised.from - 1, to: raised.to + 1 }, now)',
      },
    ],
  },
  {
    name: 'capacity counted per booking and not per unit',
    breaks: 1,
    edits: [{ file: exchange, find: 'unitsLeft < takes.claim.units', replace: 'unitsLeft < 1' }],
  },
  {
    name: 'a smaller booking has to fit again',
    breaks: 6,
    edits: [{ file: exchange, find: 'keeps ? without(next, old) : [next]', replace: '[next, ...(keeps ? without(next, old) : [])]' }],
  },
  {
    name: 'fingerprint ignores a field',
    breaks: 3,
    edits: [
      {
        file: 'src/domain/idempotency/fingerprint.ts',
        find: '.filter((key) => value[key] !== undefined)',
        replace: ".filter((key) => value[key] !== undefined && key !== 'dateTime')",
      },
    ],
  },
  {
    name: 'key not scoped by user',
    breaks: 3,
    edits: [
      {
        file: 'src/domain/idempotency/key.ts',
        find: '`${part(subject)}#${operation}#${part(key)}`;',
        replace: "`${part(subject).slice(0, 0)}#${operation}#${part(key)}`;",
      },
    ],
  },
  {
    name: 'sweeper expires a confirmed booking',
    breaks: 7,
    edits: [
      {
        file: 'src/domain/booking/transitions.ts',
        find: "complete: 'go', no_show: 'go', expire: 'no' },\n  cancelled",
        replace: "complete: 'go', no_show: 'go', expire: 'go' },\n  cancelled",
      },
    ],
  },
  {
    name: 'stale policy',
    breaks: 1,
    edits: [
      {
        file: 'src/domain/use-cases/attempt/policy-cache.ts',
        find: 'const service = read ?? this.#unknown(serviceId);',
        replace: 'const service = this.#services.get(serviceId) ?? read ?? this.#unknown(serviceId);',
      },
    ],
  },
  {
    name: 'service day deleted when empty',
    breaks: 2,
    edits: [
      {
        file: 'src/adapters/in-memory/days.ts',
        find: 'const ofService = days.get(day.serviceId);\n',
        replace: `const ofService = days.get(day.serviceId);
          if (day.claims.length === 0) {
            ofService?.delete(day.day);
            return;
          }
`,
      },
    ],
  },
  {
    name: 'service days of another service',
    breaks: 2,
    edits: [
      {
        file: 'src/adapters/in-memory/days.ts',
        find: 'days.get(serviceId)?.get(day);',
        replace: '(days.get(serviceId) ?? [...days.values()][0])?.get(day);',
      },
    ],
  },
  {
    name: 'a move forgets that its hold has to end by the new start',
    breaks: 9,
    edits: [{ file: change, find: 'Math.min(open.holdExpiresAt, target.startsAt)', replace: 'open.holdExpiresAt' }],
  },
  {
    name: 'a user may cancel for anyone',
    breaks: 12,
    edits: [
      {
        file: 'src/domain/access/access.ts',
        find: "cancel: { user: 'own', staff: 'all', system: 'none' },",
        replace: "cancel: { user: 'all', staff: 'all', system: 'none' },",
      },
      {
        file: 'src/domain/access/access.ts',
        find: "see: { user: 'own', staff: 'all', system: 'all' },",
        replace: "see: { user: 'all', staff: 'all', system: 'all' },",
      },
    ],
  },
  {
    name: 'who is sent away from the queue stays in it',
    breaks: 13,
    edits: [
      {
        file: 'src/domain/use-cases/attempt/keyed-queue.ts',
        find: '      this.#leave(ticket);\n',
        replace: '      if (!signal?.aborted) this.#leave(ticket);\n',
      },
    ],
  },
  {
    name: 'a broadcast tells of a version that is not stored',
    breaks: 11,
    edits: [
      {
        file: relay,
        find: 'if (attempts === 0) this.#broadcasts.begin(event);',
        replace: 'if (attempts === 0) this.#broadcasts.begin({ ...event, booking: { ...event.booking, version: 99 } } as never);',
      },
    ],
  },
  {
    name: 'lapsed holds are never recorded',
    breaks: 9,
    edits: [
      { file: 'src/domain/use-cases/background/sweep.ts', find: 'of page.value.items) {', replace: 'of page.value.items.slice(0, 0)) {' },
    ],
  },
  {
    name: 'a record never expires',
    breaks: 3,
    edits: [{ file: judge, find: 'record.expiresAt <= now && !isOwn', replace: 'record.expiresAt <= 0 * now && !isOwn' }],
  },
  {
    name: 'a record lives half as long',
    breaks: 3,
    edits: [
      {
        file: 'src/domain/use-cases/attempt/change-set.ts',
        find: 'expiresAt: now + settings.rememberMs',
        replace: 'expiresAt: now + settings.rememberMs / 2',
      },
    ],
  },
  {
    name: 'key not scoped by operation',
    breaks: 3,
    edits: [
      {
        file: 'src/domain/idempotency/key.ts',
        find: '`${part(subject)}#${operation}#${part(key)}`;',
        replace: '`${part(subject)}#${operation.slice(0, 0)}#${part(key)}`;',
      },
    ],
  },
  {
    name: 'status before If-Match',
    breaks: 6,
    edits: [
      {
        file: command,
        find: 'if (ifMatch !== undefined && ifMatch !== booking.version) {',
        replace: "if (ifMatch !== undefined && ifMatch !== booking.version && (booking.status === 'held' || booking.status === 'confirmed')) {",
      },
    ],
  },
  {
    name: 'who may not see a booking learns that it is there',
    breaks: 6,
    edits: [{ file: command, find: "if (!booking || !mayDo(actor, 'see', booking.userId))", replace: 'if (!booking)' }],
  },
  {
    name: 'a booking that grows stands in its own way',
    breaks: 6,
    edits: [
      {
        file: exchange,
        find: 'peak(claims, raised, now)',
        replace: 'peak(keeps || !old ? claims : withoutLapsed(day.claims, now), raised, now)',
      },
    ],
  },
  {
    name: 'a payment is forgotten',
    breaks: 7,
    edits: [{ file: confirm, find: '...(paymentReference !== undefined && { paymentReference }),', replace: '' }],
  },
  {
    name: 'a cancelled booking loses its notes',
    breaks: 7,
    edits: [{ file: cancel, find: 'const base = nextVersion(open, now);', replace: 'const base = nextVersion(open, now, {});' }],
  },
  {
    name: 'a list that names no user is for everyone',
    breaks: 12,
    edits: [
      {
        file: 'src/domain/use-cases/list-bookings.ts',
        find: 'ok({ ...listing, userId: own })',
        replace: 'ok(listing)',
      },
    ],
  },
];
