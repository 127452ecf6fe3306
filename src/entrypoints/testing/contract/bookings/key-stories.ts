import { check, failure, same, value } from '../check.js';
import type { Story } from '../story.js';
import { audit } from './audit.js';
import { deskOver, desksOver, offer, slot, withStores } from './desk.js';

const TWINS = 50;
const KEY = { idempotencyKey: 'order-17' };

export const keyStories: readonly Story[] = [
  {
    name: '50 duplicates of one request at once: one booking, and everybody has the same answer',
    tags: ['idempotency', 'race'],
    timeoutMs: 20_000,
    tell: (under, { sharedBetweenProcesses }) =>
      withStores(under, sharedBetweenProcesses, async (stores) => {
        const desks = desksOver(stores, 5);
        const results = await Promise.all(
          Array.from({ length: TWINS }, async (_, n) => {
            const desk = desks[n % desks.length];
            check(desk !== undefined, 'there is somebody to ask');
            return value(desk.create(slot(), KEY), 'a duplicate of a request that succeeded succeeds');
          }),
        );
        const [first] = results;
        for (const { booking } of results) same(booking, first?.booking, 'every duplicate has the same answer');
        same(
          results.filter(({ replayed }) => !replayed).length,
          1,
          'one answer is the first, all the others are replays',
        );
        same((await audit(under)).length, 1, 'one request makes one booking');
      }),
  },
  {
    name: '50 requests at once with two keys for one slot: one key books, the other is refused for good',
    tags: ['idempotency', 'race'],
    timeoutMs: 20_000,
    async tell(under) {
      const desks = desksOver([under.store], 5);
      const told = await Promise.all(
        Array.from({ length: TWINS }, async (_, n) => {
          const result = await desks[n % desks.length]?.create(slot(), { idempotencyKey: `key-${n % 2}` });
          check(result !== undefined, 'there is somebody to ask');
          return { key: n % 2, kind: result.isOk() ? result.value.booking.bookingId : result.error.kind };
        }),
      );
      const answers = [0, 1].map((key) => [
        ...new Set(told.filter((each) => each.key === key).map(({ kind }) => kind)),
      ]);
      same(
        answers.map(({ length }) => length),
        [1, 1],
        'all requests with one key have one answer',
      );
      same(answers.flat().filter((kind) => kind === 'slot_unavailable').length, 1, 'one of the two keys is refused');
      same((await audit(under)).length, 1, 'one slot makes one booking');
    },
  },
  {
    name: 'a remembered refusal is repeated although there is room by now',
    tags: ['idempotency'],
    async tell(under) {
      const desk = deskOver(under.store);
      await offer(desk, { capacity: 1 });
      const { booking } = await value(desk.create(slot()), 'a free slot can be booked');
      const refused = await failure(desk.create(slot({ userId: 'bob' }), KEY), 'a taken slot cannot be booked');
      await value(desk.cancel({ bookingId: booking.bookingId }), 'a booking can be cancelled');
      const again = await failure(
        desk.create(slot({ userId: 'bob' }), KEY),
        'a refusal is an answer too, and remembered',
      );
      same(again, { ...refused, replayed: true }, 'a replay is the first answer');
      same((await audit(under)).length, 1, 'the refused request has no effect, not even later');
    },
  },
];
