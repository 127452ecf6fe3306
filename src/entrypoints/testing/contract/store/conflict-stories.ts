import type { ServiceDay } from '../../../../domain/schedule/service-day.js';
import type { ChangeSet } from '../../../../ports/repository.js';
import { check, failure, same, value } from '../check.js';
import { pictureOf } from '../picture.js';
import { cancelled, confirmed, DAY, day, HOUR, MINUTE, NOW, record, SERVICE, SLOT, taken } from '../samples.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';

type On = 'booking' | 'day' | 'record';

const successor = record({ requestId: 'request 2', expiresAt: NOW + 48 * HOUR });
const free = day(1, [taken(1)], { day: '2126-05-03' });
/** The next version of everything that `past` stored: nothing in it collides. */
const good: ChangeSet = changeTo(confirmed({ version: 3 }), [day(3, [taken(2)]), free], {
  record: { put: successor, replaces: record().requestId },
});

const newcomer = confirmed({ bookingId: 'b-2' });
const bookingAt = (version: number): ChangeSet => ({ ...good, ...changeTo(confirmed({ version }), good.days) });
const dayAt = (version: number): ChangeSet => ({
  ...changeTo(newcomer, [free, day(version, [taken(2)])]),
  record: good.record,
});
const withRecord = (replaces?: string): ChangeSet => ({ ...good, record: { put: successor, replaces } });
const refusal = (bookingId: string, version: number): ChangeSet => ({
  days: [],
  record: good.record,
  unchanged: { bookingId, version },
  decidedAt: NOW + 2 * MINUTE,
});
/** A refusal that rests on service days too, and is not remembered: nothing is written at all. */
const resting = (days: readonly ServiceDay[], bookingId = 'b-1', version = 2): ChangeSet => ({
  days: [],
  unchanged: { bookingId, version, days },
  decidedAt: NOW + 2 * MINUTE,
});

const COLLISIONS: readonly (readonly [name: string, change: ChangeSet, on: readonly On[]])[] = [
  ['a booking that somebody else has moved on', bookingAt(2), ['booking']],
  ['a booking id that is taken', bookingAt(1), ['booking']],
  ['a booking version that skips one', bookingAt(4), ['booking']],
  ['a booking version of 0', bookingAt(0), ['booking']],
  [
    'a second version of a booking that does not exist',
    { ...good, ...changeTo(confirmed({ bookingId: 'b-2', version: 2 })) },
    ['booking'],
  ],
  ['a service day that somebody else has moved on', dayAt(2), ['day']],
  ['a service day taken for untouched', dayAt(1), ['day']],
  ['a service day version that skips one', dayAt(4), ['day']],
  ['a service day version of 0', dayAt(0), ['day']],
  [
    'a second version of a service day that was never written',
    { ...good, days: [{ ...free, version: 2 }, day(3)] },
    ['day'],
  ],
  ['an idempotency record where none was expected', withRecord(), ['record']],
  ['an idempotency record of another request', withRecord('request 0'), ['record']],
  ['a booking that a refusal was decided on and that moved since', refusal('b-1', 1), ['booking']],
  ['a booking that a refusal was decided on and that does not exist', refusal('b-2', 1), ['booking']],
  ['a service day that a refusal was decided on and that moved since', resting([day(1), { ...free, version: 0 }]), ['day']],
  ['a service day that a refusal was decided on and that was never written', resting([day(2), free]), ['day']],
  ['a booking that a refusal was decided on and that there was none of then', resting([day(2)], 'b-1', 0), ['booking']],
  [
    'everything at once',
    { ...changeTo(confirmed({ version: 2 }), [free, day(2)]), record: { put: successor } },
    ['booking', 'day', 'record'],
  ],
];

const past: readonly ChangeSet[] = [
  changeTo(confirmed(), [day(1, [taken(1)])]),
  changeTo(confirmed({ version: 2 }), [day(2, [{ from: SLOT, to: SLOT + 2 * HOUR, confirmedUnits: 1, holds: [] }])], {
    record: { put: record() },
  }),
];

const refusals = COLLISIONS.map(([name, change, on]): Story => ({
  name: `refused with nothing written: ${name}`,
  tags: ['conflict'],
  async tell(under) {
    await write(under.store, ...past);
    const before = await pictureOf(under, ['b-1', 'b-2']);
    const conflict = await failure(under.store.repository.commit(change), `a commit must be refused over ${name}`);
    check(conflict.kind === 'conflict', `what collided is a conflict, but the answer was ${conflict.kind}`);
    same([...conflict.on].sort(), on, 'a conflict names everything that collided, and nothing else');
    const expected = on.includes('record') ? record() : undefined;
    same(conflict.record, expected, 'a conflict carries the stored record exactly when the record collided');
    same(await pictureOf(under, ['b-1', 'b-2']), before, 'nothing is written after a conflict');
    await write(under.store, good);
  },
}));

export const conflictStories: readonly Story[] = [
  ...refusals,
  {
    name: 'a decision made before a service day emptied is refused after it filled again',
    tags: ['conflict'],
    async tell({ store }) {
      const late = confirmed({ bookingId: 'b-3' });
      await write(store, changeTo(confirmed(), [day(1, [taken(1)])]));
      const decidedEarly = changeTo(late, [day(2, [taken(2)])]);
      await write(store, changeTo(cancelled({ version: 2 }), [day(2)]));
      const keys = { days: [{ serviceId: SERVICE, day: DAY }] };
      const [emptied] = (await value(store.repository.load(keys), 'load answers')).days;
      await write(store, changeTo(newcomer, [day((emptied?.version ?? 0) + 1, [taken(1)])]));
      await failure(store.repository.commit(decidedEarly), 'a version of a service day is never used twice');
    },
  },
  {
    name: 'a refusal decided on a booking that did not move is remembered, and the booking stays as it is',
    tags: ['conflict'],
    async tell(under) {
      await write(under.store, ...past);
      const before = await pictureOf(under, ['b-1']);
      await write(under.store, refusal('b-1', 2));
      same(
        await pictureOf(under, ['b-1']),
        { ...before, record: successor },
        'a record alone changes nothing but itself',
      );
    },
  },
  {
    name: 'a refusal decided on what did not move holds, and writes nothing',
    tags: ['conflict'],
    async tell(under) {
      await write(under.store, ...past);
      const before = await pictureOf(under, ['b-1', 'b-2']);
      await write(under.store, resting([day(2), { ...free, version: 0 }]), resting([day(2)], 'b-2', 0));
      same(await pictureOf(under, ['b-1', 'b-2']), before, 'a commit without anything to write writes nothing');
      await write(under.store, good);
    },
  },
  {
    name: 'of two decisions on one booking made at the same time one is committed',
    tags: ['conflict', 'race'],
    async tell({ store }) {
      await write(store, changeTo(confirmed(), [day(1, [taken(1)])]));
      const decisions = [changeTo(confirmed({ version: 2 })), changeTo(cancelled({ version: 2 }), [day(2)])];
      const results = await Promise.all(decisions.map((change) => store.repository.commit(change)));
      same(results.filter((result) => result.isOk()).length, 1, 'one of two writers of the same version succeeds');
    },
  },
];
