import { describe, expect, it } from 'vitest';
import { precededBy } from '../../faults/faults.js';
import { randomFaults, seeded } from '../../faults/random-faults.js';
import { COMMANDS, type Reply } from './commands.js';
import { booked, chair, type House, house, KEY, type Office, office, written } from './office.js';

const TWINS = 50;

/** Three processes over one store, each with a slow line to it, so that their steps mix. */
function offices(shared: House, settings = {}): readonly Office[] {
  return [1, 2, 3].map((seed) => {
    const at = office({ seed, ...settings }, shared);
    at.faults.always(randomFaults(seeded(seed), { turns: 4 }));
    return at;
  });
}

const twins = (all: readonly Office[], send: (at: Office) => Promise<Reply>): Promise<readonly Reply[]> =>
  Promise.all(Array.from({ length: TWINS }, (_, n) => all[n % all.length]).flatMap((at) => (at ? [send(at)] : [])));

describe.each(COMMANDS)(`${TWINS} duplicates of one keyed $name at once, in three processes`, (command) => {
  it('one effect, equal answers, exactly one of them the first', async () => {
    const at = office({}, house());
    const id = await command.prepare(at);
    const before = (await written(at)).events;

    const told = await twins(offices(at), ({ bookings }) => command.send(bookings, id, KEY));

    const answers = told.map((reply) => reply._unsafeUnwrap());
    for (const { booking } of answers) expect(booking).toEqual(answers[0]?.booking);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await written(at)).toEqual({ bookings: 1, events: before + 1 });
  });
});

describe(`${TWINS} duplicates of one keyed command that is refused, at once, in three processes`, () => {
  it.each([
    {
      name: 'a slot that is taken',
      send: async ({ bookings }: Office) => bookings.create(chair({ userId: 'bob' }), KEY),
      kind: 'slot_unavailable',
    },
    {
      name: 'a stale version',
      send: async ({ bookings }: Office, bookingId: string) => bookings.cancel({ bookingId }, { ...KEY, ifMatch: 7 }),
      kind: 'version_mismatch',
    },
    {
      name: 'a slot that is too long for any day to be read',
      send: async ({ bookings }: Office) => bookings.create(chair({ durationMinutes: 50_000 }), KEY),
      kind: 'slot_too_long',
    },
  ])('$name: equal refusals, exactly one of them the first', async ({ send, kind }) => {
    const at = office({}, house());
    const bookingId = await booked(at);

    const told = await twins(offices(at), (each): Promise<Reply> => send(each, bookingId));

    const refusals = told.map((reply) => reply._unsafeUnwrapErr());
    for (const each of refusals) expect(each).toEqual({ ...refusals[0], kind, replayed: each.replayed });
    expect(refusals.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
  });
});

describe('one key for two different commands at once', () => {
  it('one of them is answered, all the others hear that the key is used', async () => {
    const at = office({}, house());
    let n = 0;

    const told = await twins(offices(at), async ({ bookings }) => {
      n += 1;
      return bookings.create(chair({ userId: n % 2 === 0 ? 'ada' : 'bob' }), KEY);
    });

    const answers = told.flatMap((reply) => (reply.isOk() ? [reply.value] : []));
    const refusals = told.flatMap((reply) => (reply.isErr() ? [reply.error] : []));
    expect(answers).toHaveLength(TWINS / 2);
    expect(new Set(answers.map(({ booking }) => booking.bookingId)).size).toBe(1);
    expect(refusals.filter(({ kind }) => kind === 'idempotency_key_reused')).toHaveLength(TWINS / 2);
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
  });

  it('a refusal and a success under one key: whichever was first is the answer of that command', async () => {
    const at = office({}, house());
    await booked(at);
    const [one, two, three] = offices(at);
    if (!one || !two || !three) throw new Error('three offices');

    const told = await Promise.all([
      one.bookings.create(chair(), KEY),
      two.bookings.create(chair({ dateTime: '2026-12-02T10:00:00Z' }), KEY),
      three.bookings.create(chair(), KEY),
    ]);

    const kinds = told.map((reply) => (reply.isOk() ? 'booked' : reply.error.kind));
    expect([
      ['slot_unavailable', 'idempotency_key_reused', 'slot_unavailable'],
      ['idempotency_key_reused', 'booked', 'idempotency_key_reused'],
    ]).toContainEqual(kinds);
  });
});

describe('a duplicate that loses the commit to its twin in another process', () => {
  it('is answered by what it collided with, without reading again', async () => {
    const at = office();
    const other = office({}, at);
    let first: Reply | undefined;
    at.faults.next(
      'commit',
      precededBy(async () => {
        first = await other.bookings.create(chair(), KEY);
      }),
    );

    const told = (await at.bookings.create(chair(), KEY))._unsafeUnwrap();

    expect(told).toEqual({ ...first?._unsafeUnwrap(), replayed: true });
    expect(at.faults.count('load')).toBe(1);
  });
});
