import { check, same, value } from '../check.js';
import type { ChangeSet } from '../../../../ports/repository.js';
import type { Store } from '../../../../ports/store.js';
import { confirmed, DAY, day, record, SERVICE, taken } from '../samples.js';
import type { StoreUnderTest } from '../store-under-test.js';
import type { Story } from '../story.js';
import { changeTo } from '../write.js';

const CROWD = 50;

/** Everybody's commit at once, over the given stores in turn: how many succeeded, and what the others were told. */
async function rush(stores: readonly Store[], changes: readonly ChangeSet[]) {
  const results = await Promise.all(
    changes.map((change, place) => {
      const store = stores[place % stores.length];
      check(store !== undefined, 'there is a store to commit to');
      return store.repository.commit(change);
    }),
  );
  const told = results.flatMap((result) => (result.isErr() ? [result.error] : []));
  check(
    told.every(({ kind }) => kind === 'conflict'),
    'a lost race is a conflict, never a failure of the store',
  );
  return { won: results.filter((result) => result.isOk()).length };
}

const sameDay = (): readonly ChangeSet[] =>
  Array.from({ length: CROWD }, (_, n) => changeTo(confirmed({ bookingId: `b-${n}` }), [day(1, [taken(1)])]));

async function oneWinner({ store, inspect }: StoreUnderTest, stores: readonly Store[]): Promise<void> {
  same((await rush(stores, sameDay())).won, 1, 'of many commits of one version of a service day exactly one succeeds');
  const keys = { days: [{ serviceId: SERVICE, day: DAY }] };
  same(
    (await value(store.repository.load(keys), 'load answers')).days,
    [day(1, [taken(1)])],
    'the day is written once',
  );
  same((await inspect.eventIds()).length, 1, 'only the winner has left an event');
}

export const raceStories: readonly Story[] = [
  {
    name: '50 commits of one service day at once: one succeeds, the others are told of the conflict',
    tags: ['race'],
    tell: (under) => oneWinner(under, [under.store]),
  },
  {
    name: '50 commits of one service day at once, from two processes: one succeeds',
    tags: ['race'],
    needs: 'sharedBetweenProcesses',
    async tell(under) {
      const other = await under.reopen?.();
      check(other !== undefined, 'a store that is shared between processes can be opened twice');
      try {
        await oneWinner(under, [under.store, other]);
      } finally {
        await other.close?.();
      }
    },
  },
  {
    name: '50 commits under one idempotency record at once: one succeeds',
    tags: ['race', 'idempotency'],
    async tell({ store, inspect }) {
      const changes = Array.from({ length: CROWD }, (_, n) =>
        changeTo(confirmed({ bookingId: `b-${n}` }), [], { record: { put: record({ requestId: `request ${n}` }) } }),
      );
      same((await rush([store], changes)).won, 1, 'of many requests under one key exactly one is committed');
      same((await inspect.eventIds()).length, 1, 'only the winner has left an event');
    },
  },
  {
    name: '50 commits that share nothing all succeed at once',
    tags: ['race'],
    async tell({ store, inspect }) {
      const changes = Array.from({ length: CROWD }, (_, n) =>
        changeTo(confirmed({ bookingId: `b-${n}` }), [day(1, [taken(1)], { serviceId: `service-${n}` })]),
      );
      same((await rush([store], changes)).won, CROWD, 'commits that share nothing do not get in each other’s way');
      same((await inspect.days()).length, CROWD, 'every day is stored');
    },
  },
];
